package incharge.grouping.membership;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.UUID;

/** The outcome for each customer that should leave or join, and what all of them come to. */
public record MemberOutcomes(
        List<MemberOutcome> changes, @JsonUnwrapped Effect effect) {

    /**
     * The outcome for one customer.
     *
     * @param outcome {@code added}, {@code moved}, {@code removed} or {@code unchanged}
     * @param movedFrom null unless the customer was moved, and if it is hidden from the caller
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MemberOutcome(UUID customerId, String outcome, CategoryName movedFrom) {

        static MemberOutcome of(UUID customerId, String outcome) {
            return new MemberOutcome(customerId, outcome, null);
        }
    }

    /** {@code name} is null if the category does not exist any more. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CategoryName(UUID id, String name) {}
}

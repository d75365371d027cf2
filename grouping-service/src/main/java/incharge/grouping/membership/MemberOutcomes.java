package incharge.grouping.membership;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;

/** The outcome for each customer. */
public record MemberOutcomes(List<MemberOutcome> changes) {

    /**
     * @param outcome {@code added}, {@code moved}, {@code removed} or {@code unchanged}
     * @param movedFrom null unless the customer was moved
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MemberOutcome(UUID customerId, String outcome, CategoryName movedFrom) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CategoryName(UUID id, String name) {}
}

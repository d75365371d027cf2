package incharge.grouping.membership;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.feed.ShownName;
import java.util.List;
import java.util.UUID;

/**
 * What a command does to customers, or what it would do.
 *
 * @param affected the number of customers that join or leave
 * @param moved the first customers that leave another category, at most {@value #NAMED}
 * @param movedCount the number of customers that leave another category
 * @param batchId the command, which can be undone; null for a preview
 * @param basedOn null unless it is a preview
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Effect(int affected, List<Moved> moved, int movedCount, UUID batchId, String basedOn) {

    /** The largest number of customers that are named. */
    static final int NAMED = 100;

    /**
     * A customer and the category that it leaves.
     *
     * @param name null if it is not known yet
     * @param from null if it is hidden from the caller
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Moved(UUID customerId, @JsonUnwrapped ShownName name, MemberOutcomes.CategoryName from) {}
}

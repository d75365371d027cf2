package incharge.grouping.category;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.grouping.decision.Category;
import incharge.grouping.event.Accounts;
import incharge.grouping.membership.MemberOutcomes.MemberOutcome;
import java.util.List;
import java.util.UUID;

/**
 * A category as it is answered.
 *
 * @param changes the customers that the command moved here, null if it moved none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CategoryView(
        UUID id,
        String name,
        Integer numberingStart,
        Accounts accounts,
        List<String> accountingTargets,
        List<UUID> sellerIds,
        List<MemberOutcome> changes) {

    static CategoryView of(Category category, List<MemberOutcome> changes) {
        return new CategoryView(
                category.id(),
                category.name(),
                category.numberingStart(),
                category.accounts(),
                category.accountingTargets(),
                category.sellerIds(),
                changes);
    }
}

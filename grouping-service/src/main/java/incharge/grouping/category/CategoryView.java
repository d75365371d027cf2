package incharge.grouping.category;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.grouping.decision.Category;
import incharge.grouping.event.Accounts;
import incharge.grouping.membership.Effect;
import incharge.grouping.membership.MemberOutcomes.MemberOutcome;
import java.util.List;
import java.util.UUID;

/**
 * A category as it is answered.
 *
 * @param id null for the preview of a new one
 * @param changes the customers that the command moved here, null if it moved none
 * @param effect null unless a command is answered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CategoryView(
        UUID id,
        String name,
        Integer numberingStart,
        Accounts accounts,
        List<String> accountingTargets,
        List<UUID> sellerIds,
        List<MemberOutcome> changes,
        @JsonUnwrapped Effect effect) {

    static CategoryView of(Category category) {
        return of(category.id(), category, null, null);
    }

    static CategoryView of(UUID id, Category category, List<MemberOutcome> changes, Effect effect) {
        return new CategoryView(
                id,
                category.name(),
                category.numberingStart(),
                category.accounts(),
                category.accountingTargets(),
                category.sellerIds(),
                changes,
                effect);
    }
}

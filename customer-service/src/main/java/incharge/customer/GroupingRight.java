package incharge.customer;

import incharge.customer.KnownProjection.Category;
import incharge.customer.RequestedGrouping.Reference;
import incharge.eventstore.decider.Refused;
import incharge.http.Area;
import incharge.http.RequiredLevel;
import incharge.visibility.VisibilityRule;
import incharge.visibility.VisibilityRule.Viewer;
import java.util.Map;

/**
 * What the starter of an import may ask of grouping-service: all with edit of groups; without it, to put a new customer
 * into a category that is there. In either case nothing of a category whose customers they do not see.
 *
 * @param edits whether the starter has edit of groups
 * @param categories those that rows name, by {@link Customer#key}; none are needed where all may be asked
 */
record GroupingRight(boolean edits, Viewer who, Map<String, Category> categories) {

    static final RequiredLevel EDIT = RequiredLevel.edit(Area.GROUPS);

    /**
     * What is asked, the category by its id where it must not be made anew.
     *
     * @param asked null for nothing
     * @throws Refused when that may not be asked
     */
    RequestedGrouping allowed(RequestedGrouping asked, boolean newCustomer) {
        if (asked == null) {
            return null;
        }
        Reference category = asked.category();
        if (category != null) {
            Category named = categories.get(Customer.key(category.name()));
            boolean hidden = named != null && !VisibilityRule.sees(who, named.sellers());
            if (!edits) {
                if (named == null || hidden || !newCustomer) {
                    throw forbidden("category");
                }
                category = Reference.byId(named.id());
            } else if (hidden) {
                throw Refused.rule("category-unknown", "category", "There is no category " + category.name() + ".");
            }
        }
        if (asked.tags() != null && !edits) {
            throw forbidden("tags");
        }
        return RequestedGrouping.of(category, asked.tags());
    }

    static Refused forbidden(String field) {
        return Refused.rule("forbidden", field, "This needs " + EDIT.sentence() + ".");
    }
}

package incharge.customer.customer;

import incharge.customer.event.Keys;
import incharge.customer.event.RequestedGrouping;
import incharge.customer.event.RequestedGrouping.Reference;
import incharge.customer.reference.Category;
import incharge.eventstore.decider.Refused;
import incharge.http.Area;
import incharge.http.RequiredLevel;
import incharge.visibility.VisibilityRule;
import incharge.visibility.VisibilityRule.Viewer;
import java.util.Map;

/**
 * What the starter of an import may request from grouping-service: everything with edit of groups; without it, a
 * category that exists for a new customer. In either case nothing of a category that hides its customers from the
 * starter.
 *
 * @param edits whether the starter has edit of groups
 * @param categories those that rows name, by {@link Keys key}; not needed where everything may be requested
 */
record GroupingRight(boolean edits, Viewer viewer, Map<String, Category> categories) {

    static final RequiredLevel EDIT = RequiredLevel.edit(Area.GROUPS);

    /**
     * Returns the request, with the id of the category where the starter may not create one.
     *
     * @param request null for nothing
     * @throws Refused if the starter may not request that
     */
    RequestedGrouping allowed(RequestedGrouping request, boolean newCustomer) {
        if (request == null) {
            return null;
        }
        Reference category = request.category() == null ? null : allowed(request.category(), newCustomer);
        if (request.tags() != null && !edits) {
            throw forbidden("tags");
        }
        return RequestedGrouping.of(category, request.tags());
    }

    private Reference allowed(Reference category, boolean newCustomer) {
        Category existing = categories.get(Keys.of(category.name()));
        boolean hidden = existing != null && !VisibilityRule.sees(viewer, existing.sellers());
        if (!edits) {
            if (existing == null || hidden || !newCustomer) {
                throw forbidden("category");
            }
            return Reference.byId(existing.id());
        }
        if (hidden) {
            throw Refused.rule("category-unknown", "category", "There is no category " + category.name() + ".");
        }
        return category;
    }

    static Refused forbidden(String field) {
        return Refused.rule("forbidden", field, "This needs " + EDIT.sentence() + ".");
    }
}

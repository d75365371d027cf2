package incharge.visibility;

import java.util.Set;
import java.util.UUID;

/**
 * The one rule of who sees a category's customers: a category that names sellers hides its customers, with all that
 * belongs to them, from every other seller.
 */
public final class VisibilityRule {
    /** Whoever nothing is hidden from. */
    public static final Viewer EVERYTHING = new Viewer(null, false);

    /**
     * Who looks.
     *
     * @param employee the caller's employee, or null
     * @param seller whether that employee has the seller flag; nobody else is restricted
     */
    public record Viewer(UUID employee, boolean seller) {}

    private VisibilityRule() {}

    /** Whether they see what lies in a category with these sellers; none are named for what lies in no category. */
    public static boolean sees(Viewer who, Set<UUID> sellersOfCategory) {
        return !who.seller() || sellersOfCategory.isEmpty() || sellersOfCategory.contains(who.employee());
    }
}

package incharge.visibility;

import java.util.Set;
import java.util.UUID;

/**
 * Decides who sees the customers of a category: a category that names sellers hides its customers, with all that
 * belongs to them, from every other seller.
 */
public final class VisibilityRule {
    /** A viewer who is not restricted. */
    public static final Viewer EVERYTHING = new Viewer(null, false);

    /**
     * The employee who looks.
     *
     * @param employee the caller's employee, or null
     * @param seller whether that employee has the seller flag; all others are not restricted
     */
    public record Viewer(UUID employee, boolean seller) {}

    private VisibilityRule() {}

    /** Returns whether the viewer sees what lies in a category with these sellers, or in none if they are empty. */
    public static boolean sees(Viewer viewer, Set<UUID> sellersOfCategory) {
        return !viewer.seller() || sellersOfCategory.isEmpty() || sellersOfCategory.contains(viewer.employee());
    }
}

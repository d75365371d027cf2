package incharge.customer.reference;

import incharge.visibility.VisibilityRule;
import incharge.visibility.VisibilityRule.Viewer;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The categories that the settings propose for customers, as far as a viewer sees them. */
public final class CategoryProposals {

    private final Settings settings;
    private final Map<UUID, Category> categories;
    private final Viewer viewer;

    /** @param categories those of the proposed categories that exist */
    CategoryProposals(Settings settings, Map<UUID, Category> categories, Viewer viewer) {
        this.settings = settings;
        this.categories = categories;
        this.viewer = viewer;
    }

    /** Returns whether each customer must be in a category. */
    public boolean required() {
        return settings.categoryRequired();
    }

    /** Returns the category for a customer of this country, which may be null. */
    public Optional<Category> forCountry(String country) {
        return Optional.ofNullable(settings.proposed(country))
                .map(categories::get)
                .filter(category -> VisibilityRule.sees(viewer, category.sellers()));
    }
}

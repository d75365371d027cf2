package incharge.reporting.answers;

import incharge.reporting.snapshot.Category;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Tag;
import incharge.reporting.snapshot.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Which customers a view shows. Values of one filter are alternatives, different filters all hold; an empty filter does
 * not choose, an unknown id matches nothing.
 *
 * @param uncategorised whether customers in no category match beside those of {@code categories}
 * @param search in name, number and VAT number
 * @param archived whether archived customers match too
 */
public record CustomerFilter(
        Set<UUID> customers,
        Set<UUID> categories,
        boolean uncategorised,
        Set<UUID> tags,
        Search search,
        boolean archived) {

    public static final CustomerFilter NONE =
            new CustomerFilter(Set.of(), Set.of(), false, Set.of(), Search.ANYTHING, false);

    /** Returns the customers of the snapshot that the caller sees, in the order of their names. */
    public List<Customer> of(Snapshot snapshot, Visibility visibility) {
        return snapshot.remember(new FilterCacheKey(this, visibility), () -> choose(snapshot, visibility));
    }

    private record FilterCacheKey(CustomerFilter filter, Visibility visibility) {}

    private List<Customer> choose(Snapshot snapshot, Visibility visibility) {
        Category[] wantedCategories = categories.stream()
                .map(snapshot.categories()::find)
                .filter(Objects::nonNull)
                .toArray(Category[]::new);
        Tag[] wantedTags = tags.stream()
                .map(snapshot.tags()::find)
                .filter(Objects::nonNull)
                .toArray(Tag[]::new);
        boolean anyCategory = categories.isEmpty() && !uncategorised;
        List<Customer> all = snapshot.customers().inOrder();
        Predicate<Customer> seen = visibility.in(snapshot);
        var chosen = new ArrayList<Customer>(all.size());
        for (Customer customer : all) {
            if ((archived || !customer.archived())
                    && (customers.isEmpty() || customers.contains(customer.id()))
                    && search.finds(customer.text())
                    && (anyCategory || isIn(wantedCategories, snapshot.categoryOf(customer)))
                    && (tags.isEmpty() || hasOneOf(wantedTags, snapshot, customer))
                    && seen.test(customer)) {
                chosen.add(customer);
            }
        }
        return chosen;
    }

    private boolean isIn(Category[] wanted, Category category) {
        if (category == null) {
            return uncategorised;
        }
        for (Category one : wanted) {
            if (one == category) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasOneOf(Tag[] wanted, Snapshot snapshot, Customer customer) {
        for (Tag tag : wanted) {
            if (snapshot.hasTag(customer, tag)) {
                return true;
            }
        }
        return false;
    }
}

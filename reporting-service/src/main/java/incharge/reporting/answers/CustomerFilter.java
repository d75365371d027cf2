package incharge.reporting.answers;

import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Category;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.CustomerIndex;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Tag;
import incharge.reporting.snapshot.Visibility;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Which customers a view shows. Values of one filter are alternatives, different filters all hold; an empty filter does
 * not choose, an unknown id matches nothing.
 *
 * @param uncategorised whether customers in no category match beside those of {@code categories}
 * @param search in name, number and VAT number
 * @param searchesAll whether the search finds EAN and e-mail address too
 * @param archived whether archived customers match too
 */
public record CustomerFilter(
        Set<UUID> customers,
        Set<UUID> categories,
        boolean uncategorised,
        Set<UUID> tags,
        Search search,
        boolean searchesAll,
        boolean archived) {

    public static final CustomerFilter NONE =
            new CustomerFilter(Set.of(), Set.of(), false, Set.of(), Search.ANYTHING, true, false);

    /** The customers in no category. */
    public static final CustomerFilter UNCATEGORISED =
            new CustomerFilter(Set.of(), Set.of(), true, Set.of(), Search.ANYTHING, true, false);

    /** Returns the customers of the snapshot that the caller sees: an intersection of the index's sets. */
    public Selection<Customer> of(Snapshot snapshot, Visibility visibility) {
        return snapshot.remember(
                new FilterCacheKey(this, visibility),
                () -> new Selection<>(snapshot.customers(), choose(snapshot, visibility)));
    }

    private record FilterCacheKey(CustomerFilter filter, Visibility visibility) {}

    private SlotSet choose(Snapshot snapshot, Visibility visibility) {
        CustomerIndex index = snapshot.customerIndex();
        SlotSet chosen = index.active();
        if (archived) {
            chosen = chosen.or(index.archived());
        }
        if (!customers.isEmpty()) {
            chosen = chosen.and(set(customers.stream().map(snapshot.customers()::find)));
        }
        if (!tags.isEmpty()) {
            chosen = chosen.and(tagged(snapshot));
        }
        if (!categories.isEmpty() || uncategorised) {
            chosen = inCategories(snapshot, visibility, chosen);
        }
        if (!search.equals(Search.ANYTHING)) {
            chosen = chosen.and(search.in(snapshot::customersWith));
        }
        if (!searchesAll) {
            chosen = chosen.where(slot -> finds(snapshot.customers().at(slot)));
        }
        return chosen.andNot(visibility.hidden(snapshot));
    }

    private boolean finds(Customer customer) {
        return search.finds(searchesAll ? customer.text() : customer.shownText());
    }

    private static SlotSet set(Stream<? extends Named> entities) {
        SlotSet.Editor set = SlotSet.EMPTY.edit();
        entities.filter(Objects::nonNull).forEach(entity -> set.add(entity.slot()));
        return set.done();
    }

    private SlotSet tagged(Snapshot snapshot) {
        CustomerIndex index = snapshot.customerIndex();
        SlotSet tagged = SlotSet.EMPTY;
        for (UUID id : tags) {
            Tag tag = snapshot.tags().find(id);
            if (tag != null) {
                tagged = tagged.or(index.byTag().of(tag.slot()));
            }
        }
        // what is requested and not answered depends on more than one customer
        return tagged.or(index.awaiting()
                .where(slot -> hasOneOfTags(snapshot, snapshot.customers().at(slot))));
    }

    private SlotSet inCategories(Snapshot snapshot, Visibility visibility, SlotSet among) {
        CustomerIndex index = snapshot.customerIndex();
        SlotSet found = uncategorised ? uncategorised(snapshot, visibility, among) : SlotSet.EMPTY;
        for (UUID id : categories) {
            Category category = snapshot.categories().find(id);
            if (category != null && visibility.sees(category)) {
                found = found.or(index.byCategory().of(category.slot()));
            }
        }
        return found.and(among)
                .or(index.awaiting()
                        .and(among)
                        .where(slot -> isIn(visibility.categoryOf(
                                snapshot, snapshot.customers().at(slot)))));
    }

    /** Returns those among them in none of the categories that the caller sees; without those with an open request. */
    private static SlotSet uncategorised(Snapshot snapshot, Visibility visibility, SlotSet among) {
        CustomerIndex index = snapshot.customerIndex();
        SlotSet rest = among.andNot(index.awaiting());
        for (Category category : snapshot.categories().inOrder()) {
            if (visibility.sees(category)) {
                rest = rest.andNot(index.byCategory().of(category.slot()));
            }
        }
        return rest;
    }

    private boolean isIn(Category category) {
        return category == null ? uncategorised : categories.contains(category.id());
    }

    /** Returns whether the filter and the caller's visibility show a customer of the snapshot. */
    public boolean shows(Snapshot snapshot, Visibility visibility, Customer customer) {
        return (archived || !customer.archived())
                && (customers.isEmpty() || customers.contains(customer.id()))
                && finds(customer)
                && ((categories.isEmpty() && !uncategorised) || isIn(visibility.categoryOf(snapshot, customer)))
                && (tags.isEmpty() || hasOneOfTags(snapshot, customer))
                && visibility.sees(snapshot, customer);
    }

    /** Returns whether the project of a shown customer is shown. */
    public boolean shows(Project project) {
        return archived || !project.archived();
    }

    private boolean hasOneOfTags(Snapshot snapshot, Customer customer) {
        for (UUID id : tags) {
            Tag tag = snapshot.tags().find(id);
            if (tag != null && snapshot.hasTag(customer, tag)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether untouched customers are shown in both snapshots or in neither. */
    public boolean dependsOnCustomersAlone(Visibility visibility, Snapshot then, Snapshot now) {
        boolean ofCategories = !categories.isEmpty() || uncategorised || visibility != Visibility.EVERYTHING;
        return (!ofCategories || then.categories() == now.categories())
                && (tags.isEmpty() || then.tags() == now.tags());
    }
}

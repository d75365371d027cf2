package incharge.reporting.snapshot;

import incharge.reporting.slots.SlotSet;
import incharge.visibility.VisibilityRule;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which customers a caller may see, with all that belongs to them. Every view, count, download and stream uses it and
 * nothing else. Visibilities of callers who see the same are equal, so that these callers share cached answers.
 */
public sealed interface Visibility {

    /** Sees every customer. */
    Visibility EVERYTHING = new Everything();

    /** Returns the visibility of an employee now; null is a caller without an employee record. */
    static Visibility of(Snapshot now, Employee caller) {
        return caller == null || !caller.seller()
                ? EVERYTHING
                : now.visibilities().computeIfAbsent(caller.id(), _ -> ofSeller(now, caller));
    }

    private static Visibility ofSeller(Snapshot now, Employee seller) {
        var viewer = new VisibilityRule.Viewer(seller.id(), true);
        var hidden = new HashSet<UUID>();
        for (Category category : now.categories().inOrder()) {
            if (!VisibilityRule.sees(viewer, category.sellers())) {
                hidden.add(category.id());
            }
        }
        return new WithoutCategories(Set.copyOf(hidden));
    }

    /** Returns the customers of that snapshot that the caller does not see. */
    SlotSet hidden(Snapshot snapshot);

    boolean sees(Snapshot snapshot, Customer customer);

    /** Returns whether the caller sees a category: a seller sees none that names other sellers only. */
    boolean sees(Category category);

    /** Returns the category that a customer is shown in, or null for none. */
    default Category categoryOf(Snapshot snapshot, Customer customer) {
        Category category = snapshot.categoryOf(customer);
        return category == null || !sees(category) ? null : category;
    }

    /**
     * Returns the visibility at an earlier time, for which {@code now} decides: a customer shown then may be hidden
     * since.
     */
    default Visibility asOf(Snapshot now, Snapshot then) {
        return this;
    }

    /** Returns whether the category of a customer is undecided yet; until it is decided, the customer is not seen. */
    default boolean undecided(Snapshot now, UUID customer) {
        return false;
    }

    /** Returns the projects that the caller does not see now although their customers of an earlier time are seen. */
    default Set<UUID> hiddenProjects(Snapshot now) {
        return now.movedProjects().stream()
                .filter(project -> !sees(now, now.customerOf(project, null)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns whether an entry is shown that names a customer, and perhaps a project, which may have another by now.
     */
    default boolean sees(Snapshot snapshot, UUID customer, UUID project) {
        boolean unknown = project != null && snapshot.projects().find(project) == null;
        return this == EVERYTHING || (!unknown && sees(snapshot, snapshot.customerOf(project, customer)));
    }

    /**
     * Returns whether a customer is seen. Null is no customer, which every caller sees; a missing one needs
     * {@link #EVERYTHING}.
     */
    default boolean sees(Snapshot snapshot, UUID customer) {
        if (customer == null || this == EVERYTHING) {
            return true;
        }
        Customer known = snapshot.customers().find(customer);
        return known != null && sees(snapshot, known);
    }

    /** The visibility of callers who are no sellers. */
    record Everything() implements Visibility {

        @Override
        public SlotSet hidden(Snapshot snapshot) {
            return SlotSet.EMPTY;
        }

        @Override
        public boolean sees(Snapshot snapshot, Customer customer) {
            return true;
        }

        @Override
        public boolean sees(Category category) {
            return true;
        }
    }

    /** The visibility of a seller: all customers but those of these categories. */
    record WithoutCategories(Set<UUID> categories) implements Visibility {

        @Override
        public SlotSet hidden(Snapshot snapshot) {
            return snapshot.remember(new HiddenCacheKey(this), () -> {
                CustomerIndex customers = snapshot.customerIndex();
                SlotSet[] hidden = {
                    customers
                            .awaiting()
                            .where(slot -> !sees(snapshot, snapshot.customers().at(slot)))
                };
                closed(snapshot).stream()
                        .forEach(category ->
                                hidden[0] = hidden[0].or(customers.byCategory().of(category)));
                return hidden[0];
            });
        }

        @Override
        public boolean sees(Snapshot snapshot, Customer customer) {
            BitSet closed = closed(snapshot);
            Grouping grouping = snapshot.groupingOf(customer);
            if (grouping != null && grouping.category() >= 0 && closed.get(grouping.category())) {
                return false;
            }
            if (!snapshot.awaitsCategory(customer)) {
                return true;
            }
            Category requested = snapshot.categoryOf(customer);
            // a category that is not known yet may be a closed one
            return requested != null && !closed.get(requested.slot());
        }

        @Override
        public boolean sees(Category category) {
            return !categories.contains(category.id());
        }

        /** Returns the slots of the categories. */
        private BitSet closed(Snapshot snapshot) {
            return snapshot.remember(new ClosedCacheKey(this), () -> {
                var closed = new BitSet();
                for (UUID id : categories) {
                    Category category = snapshot.categories().find(id);
                    if (category != null) {
                        closed.set(category.slot());
                    }
                }
                return closed;
            });
        }

        @Override
        public Visibility asOf(Snapshot now, Snapshot then) {
            if (now == then) {
                return this;
            }
            Set<UUID> hiddenCategories = hiddenCategoriesOf(now, then);
            return then.remember(
                    new AsOfCacheKey(hidden(now), now.customers().size(), hiddenCategories),
                    () -> new WithoutCustomers(hiddenCustomersOf(now, then), hiddenCategories));
        }

        private SlotSet hiddenCustomersOf(Snapshot now, Snapshot then) {
            SlotSet hiddenNow = hidden(now);
            SlotSet.Editor hidden = SlotSet.EMPTY.edit();
            then.customers().order().walk(0, slot -> {
                Customer known = now.customers().find(then.customers().at(slot).id());
                if (known == null || hiddenNow.contains(known.slot())) {
                    hidden.add(slot);
                }
                return true;
            });
            return hidden.done();
        }

        /** Returns also those that are deleted since and were not open to all sellers. */
        private Set<UUID> hiddenCategoriesOf(Snapshot now, Snapshot then) {
            var hidden = new HashSet<>(categories);
            for (Category category : then.categories().inOrder()) {
                if (now.categories().find(category.id()) == null
                        && !category.sellers().isEmpty()) {
                    hidden.add(category.id());
                }
            }
            return Set.copyOf(hidden);
        }

        @Override
        public boolean undecided(Snapshot now, UUID customer) {
            Customer known = now.customers().find(customer);
            return customer != null && (known == null || (now.awaitsCategory(known) && now.categoryOf(known) == null));
        }
    }

    /**
     * The visibility of a seller at an earlier time: all customers but these, by their slots in that time's snapshot,
     * and all categories but these.
     */
    record WithoutCustomers(SlotSet customers, Set<UUID> categories) implements Visibility {

        @Override
        public SlotSet hidden(Snapshot snapshot) {
            return customers;
        }

        @Override
        public boolean sees(Snapshot snapshot, Customer customer) {
            return !customers.contains(customer.slot());
        }

        @Override
        public boolean sees(Category category) {
            return !categories.contains(category.id());
        }
    }

    record HiddenCacheKey(Visibility visibility) {}

    record ClosedCacheKey(Visibility visibility) {}

    /**
     * What decides about an earlier time.
     *
     * @param hidden the customers that are hidden now
     * @param customers their number now, of which none goes
     * @param categories those of the earlier time that are hidden now, deleted ones included
     */
    record AsOfCacheKey(SlotSet hidden, int customers, Set<UUID> categories) {}
}

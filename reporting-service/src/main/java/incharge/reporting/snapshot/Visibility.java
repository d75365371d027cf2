package incharge.reporting.snapshot;

import incharge.visibility.VisibilityRule;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

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

    /** Decides for the customers of that snapshot; made for many of them. */
    Predicate<Customer> in(Snapshot snapshot);

    boolean sees(Snapshot snapshot, Customer customer);

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
        public Predicate<Customer> in(Snapshot snapshot) {
            return _ -> true;
        }

        @Override
        public boolean sees(Snapshot snapshot, Customer customer) {
            return true;
        }
    }

    /** The visibility of a seller: all customers but those of these categories. */
    record WithoutCategories(Set<UUID> categories) implements Visibility {

        @Override
        public Predicate<Customer> in(Snapshot snapshot) {
            BitSet hidden = snapshot.remember(new HiddenCacheKey(this), () -> hidden(snapshot));
            return customer -> !hidden.get(customer.slot());
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

        private BitSet hidden(Snapshot snapshot) {
            return snapshot.categoryByCustomer()
                    .customersIn(
                            closed(snapshot),
                            slot -> !sees(snapshot, snapshot.customers().at(slot)));
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
            return now == then
                    ? this
                    : then.remember(new AsOfCacheKey(this, now.positions()), () -> hiddenOf(now, then));
        }

        private WithoutCustomers hiddenOf(Snapshot now, Snapshot then) {
            Predicate<Customer> seen = in(now);
            var hidden = new BitSet();
            for (Customer customer : then.customers().inOrder()) {
                Customer known = now.customers().find(customer.id());
                if (known == null || !seen.test(known)) {
                    hidden.set(customer.slot());
                }
            }
            return new WithoutCustomers(hidden);
        }

        @Override
        public boolean undecided(Snapshot now, UUID customer) {
            Customer known = now.customers().find(customer);
            return customer != null && (known == null || (now.awaitsCategory(known) && now.categoryOf(known) == null));
        }
    }

    /**
     * The visibility of a seller at an earlier time: all customers but these, by their slots in that time's snapshot.
     */
    record WithoutCustomers(BitSet customers) implements Visibility {

        @Override
        public Predicate<Customer> in(Snapshot snapshot) {
            return customer -> !customers.get(customer.slot());
        }

        @Override
        public boolean sees(Snapshot snapshot, Customer customer) {
            return !customers.get(customer.slot());
        }
    }

    record HiddenCacheKey(Visibility visibility) {}

    record ClosedCacheKey(Visibility visibility) {}

    /** @param now the positions of the snapshot that decided */
    record AsOfCacheKey(Visibility visibility, Positions now) {}
}

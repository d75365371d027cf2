package incharge.reporting.snapshot;

import incharge.visibility.VisibilityRule;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Which customers a caller may see, with all that is theirs. Every view, count, download and stream asks here, and
 * nowhere else. Equal ones see the same, so that they share what is remembered of answers.
 */
public sealed interface Visibility {

    /** Sees every customer. */
    Visibility EVERYTHING = new Everything();

    /** What that employee may see now; null is a caller who is no employee of ours. */
    static Visibility of(Snapshot now, Employee caller) {
        return caller == null || !caller.seller()
                ? EVERYTHING
                : now.visibilities().computeIfAbsent(caller.id(), _ -> ofSeller(now, caller));
    }

    private static Visibility ofSeller(Snapshot now, Employee seller) {
        var who = new VisibilityRule.Viewer(seller.id(), true);
        var hidden = new HashSet<UUID>();
        for (var category : now.categories().inOrder()) {
            if (!VisibilityRule.sees(who, category.sellers())) {
                hidden.add(category.id());
            }
        }
        return new Without(Set.copyOf(hidden));
    }

    /** Who is seen of that snapshot's customers; made to ask for many of them. */
    Predicate<Customer> in(Snapshot snapshot);

    boolean sees(Snapshot snapshot, Customer customer);

    /** The same at an earlier time, for which {@code now} decides: who was shown then may be hidden since. */
    default Visibility asOf(Snapshot now, Snapshot then) {
        return this;
    }

    /** Whether it cannot be told yet what category a customer is in; until then it is not seen. */
    default boolean undecided(Snapshot now, UUID customer) {
        return false;
    }

    /** By id, null for what is nobody's. Who is not known yet is not seen, unless everybody is. */
    default boolean sees(Snapshot snapshot, UUID customer) {
        if (customer == null || this == EVERYTHING) {
            return true;
        }
        var known = snapshot.customers().find(customer);
        return known != null && sees(snapshot, known);
    }

    /** Of all who are no sellers. */
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

    /** Of a seller: not the customers of these categories, by the snapshot that is asked about. */
    record Without(Set<UUID> categories) implements Visibility {

        @Override
        public Predicate<Customer> in(Snapshot snapshot) {
            var hidden = snapshot.remember(new Hidden(this), () -> hidden(snapshot));
            return customer -> !hidden.get(customer.slot());
        }

        @Override
        public boolean sees(Snapshot snapshot, Customer customer) {
            var closed = closed(snapshot);
            var grouping = snapshot.groupings().at(customer.slot());
            if (grouping != null && grouping.category() >= 0 && closed.get(grouping.category())) {
                return false;
            }
            if (!snapshot.awaitsCategory(customer)) {
                return true;
            }
            var asked = snapshot.categoryOf(customer);
            // one that is not known yet may be one that hides
            return asked != null && !closed.get(asked.slot());
        }

        private BitSet hidden(Snapshot snapshot) {
            return snapshot.standings()
                    .in(
                            closed(snapshot),
                            slot -> !sees(snapshot, snapshot.customers().at(slot)));
        }

        /** Slots of the categories. */
        private BitSet closed(Snapshot snapshot) {
            return snapshot.remember(this, () -> {
                var closed = new BitSet();
                for (var id : categories) {
                    var category = snapshot.categories().find(id);
                    if (category != null) {
                        closed.set(category.slot());
                    }
                }
                return closed;
            });
        }

        @Override
        public Visibility asOf(Snapshot now, Snapshot then) {
            return now == then ? this : then.remember(new Decided(this, now.positions()), () -> hiddenOf(now, then));
        }

        private WithoutThen hiddenOf(Snapshot now, Snapshot then) {
            var seen = in(now);
            var hidden = new BitSet();
            for (var customer : then.customers().inOrder()) {
                var known = now.customers().find(customer.id());
                if (known == null || !seen.test(known)) {
                    hidden.set(customer.slot());
                }
            }
            return new WithoutThen(hidden);
        }

        @Override
        public boolean undecided(Snapshot now, UUID customer) {
            var known = now.customers().find(customer);
            return customer != null && (known == null || (now.awaitsCategory(known) && now.categoryOf(known) == null));
        }
    }

    /** Of a seller at an earlier time: not these customers, by their slots in that time's snapshot. */
    record WithoutThen(BitSet customers) implements Visibility {

        @Override
        public Predicate<Customer> in(Snapshot snapshot) {
            return customer -> !customers.get(customer.slot());
        }

        @Override
        public boolean sees(Snapshot snapshot, Customer customer) {
            return !customers.get(customer.slot());
        }
    }

    /** Where the hidden customers of a snapshot are remembered. */
    record Hidden(Visibility from) {}

    /** What decided of an earlier time: whose, and how far now was. */
    record Decided(Visibility visibility, Positions now) {}
}

package incharge.reporting.snapshot;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Which category each customer is in, packed so that all customers of some categories are found in no time. Immutable. */
final class Standings {

    /** Of a customer in no category, or not known. */
    static final int NOWHERE = -1;

    /** Of a customer whose category was asked for and not answered: to be looked at more closely. */
    static final int OPEN = -2;

    static final Standings NONE = new Standings(new int[0]);

    /** Slot of the category by slot of the customer. */
    private final int[] categories;

    private Standings(int[] categories) {
        this.categories = categories;
    }

    /** @param changed slots of customers whose standing is asked for anew */
    Standings with(BitSet changed, IntUnaryOperator standing) {
        if (changed.isEmpty()) {
            return this;
        }
        int known = categories.length;
        var next = Arrays.copyOf(
                categories, changed.length() <= known ? known : changed.length() + (changed.length() >> 2) + 16);
        Arrays.fill(next, known, next.length, NOWHERE);
        changed.stream().forEach(slot -> next[slot] = standing.applyAsInt(slot));
        return new Standings(next);
    }

    /**
     * The customers in one of these categories, and those of the open ones that are chosen.
     *
     * @param among slots of categories
     */
    BitSet in(BitSet among, IntPredicate ofOpen) {
        var is = new boolean[among.length()];
        among.stream().forEach(slot -> is[slot] = true);
        var found = new BitSet(categories.length);
        for (int slot = 0; slot < categories.length; slot++) {
            int category = categories[slot];
            if (category >= 0 ? category < is.length && is[category] : category == OPEN && ofOpen.test(slot)) {
                found.set(slot);
            }
        }
        return found;
    }
}

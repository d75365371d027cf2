package incharge.reporting.snapshot;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** The category of each customer in one array, so that one pass finds all customers of some categories. Immutable. */
final class CategoryByCustomer {

    /** The customer is in no category or is not known. */
    static final int NO_CATEGORY = -1;

    /** A category was requested for the customer and the request is not answered: the caller decides. */
    static final int REQUESTED = -2;

    static final CategoryByCustomer EMPTY = new CategoryByCustomer(new int[0]);

    /** Slot of the category by slot of the customer. */
    private final int[] categories;

    private CategoryByCustomer(int[] categories) {
        this.categories = categories;
    }

    /** @param changed slots of customers whose category is now that of {@code category} */
    CategoryByCustomer with(BitSet changed, IntUnaryOperator category) {
        if (changed.isEmpty()) {
            return this;
        }
        int known = categories.length;
        int[] next = Arrays.copyOf(
                categories, changed.length() <= known ? known : changed.length() + (changed.length() >> 2) + 16);
        Arrays.fill(next, known, next.length, NO_CATEGORY);
        changed.stream().forEach(slot -> next[slot] = category.applyAsInt(slot));
        return new CategoryByCustomer(next);
    }

    /**
     * Finds the customers in one of these categories.
     *
     * @param among slots of categories
     * @param requested decides for each customer with an open request
     */
    BitSet customersIn(BitSet among, IntPredicate requested) {
        var wanted = new boolean[among.length()];
        among.stream().forEach(slot -> wanted[slot] = true);
        var found = new BitSet(categories.length);
        for (int slot = 0; slot < categories.length; slot++) {
            int category = categories[slot];
            if (category >= 0
                    ? category < wanted.length && wanted[category]
                    : category == REQUESTED && requested.test(slot)) {
                found.set(slot);
            }
        }
        return found;
    }
}

package incharge.reporting.snapshot;

/**
 * Slots of a customer's category (-1 for none) and tags, which may be deleted, and what was answered so far.
 *
 * @param taken slots of the tags that it had and has not any more
 */
record Grouping(int category, int[] tags, long answered, int[] taken) {

    boolean has(int tag) {
        return isIn(tags, tag);
    }

    /** Whether the tag was taken from the customer and not given again. */
    boolean lost(int tag) {
        return isIn(taken, tag);
    }

    private static boolean isIn(int[] slots, int tag) {
        for (int slot : slots) {
            if (slot == tag) {
                return true;
            }
        }
        return false;
    }
}

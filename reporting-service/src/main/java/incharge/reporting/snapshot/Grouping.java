package incharge.reporting.snapshot;

/**
 * The grouping of a customer: slots of its category (-1 for none) and tags, which may be deleted.
 *
 * @param answered the newest sequence of the customers' log that was answered
 * @param removedTags slots of the tags that it had and has not any more
 */
record Grouping(int category, int[] tags, long answered, int[] removedTags) {

    boolean has(int tag) {
        return contains(tags, tag);
    }

    /** Returns whether the tag was removed from the customer and not given again. */
    boolean lost(int tag) {
        return contains(removedTags, tag);
    }

    static boolean contains(int[] slots, int tag) {
        for (int slot : slots) {
            if (slot == tag) {
                return true;
            }
        }
        return false;
    }
}

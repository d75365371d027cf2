package incharge.reporting.snapshot;

/**
 * Slots of a customer's category (-1 for none) and tags, which may be deleted, and what was answered so far.
 *
 * @param lost slots of the tags that were taken and not given again
 * @param lostAt when each of them was, in milliseconds from 1970
 */
record Grouping(int category, int[] tags, long answered, int[] lost, long[] lostAt) {

    boolean has(int tag) {
        for (int slot : tags) {
            if (slot == tag) {
                return true;
            }
        }
        return false;
    }

    /** Whether the tag was taken at that time or later. */
    boolean lostSince(int tag, long time) {
        for (int i = 0; i < lost.length; i++) {
            if (lost[i] == tag) {
                return lostAt[i] >= time;
            }
        }
        return false;
    }
}

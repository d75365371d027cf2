package incharge.reporting.snapshot;

/** Slots of a customer's category (-1 for none) and tags, which may be deleted, and what was answered so far. */
record Grouping(int category, int[] tags, long answered) {}

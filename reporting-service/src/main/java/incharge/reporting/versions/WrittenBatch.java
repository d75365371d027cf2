package incharge.reporting.versions;

import java.util.List;

/**
 * Entries that this process committed.
 *
 * @param generation the one that they were written to
 * @param after the sequence that they follow on
 * @param upTo the sequence that the source includes with them
 */
public record WrittenBatch(Source source, int generation, long after, long upTo, List<Entry> entries) {}

package incharge.eventstore.log;

import java.time.Instant;

/**
 * Where a commit was recorded.
 *
 * @param first position of its first event
 * @param last position of its last event
 */
public record Appended(long first, long last, Instant time) {}

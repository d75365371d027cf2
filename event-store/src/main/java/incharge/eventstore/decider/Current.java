package incharge.eventstore.decider;

import java.time.Instant;

/**
 * A state as the log has it.
 *
 * @param position of the last event that matched; 0 if none did
 * @param head how far the log was looked at
 * @param since the time of the first event that matched; null if none did
 */
public record Current<S>(S state, long position, long head, Instant since) {}

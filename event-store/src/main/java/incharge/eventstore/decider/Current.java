package incharge.eventstore.decider;

import java.time.Instant;

/**
 * The state of a resource and its version.
 *
 * @param version position of the last event that matched; 0 if none did
 * @param head position up to which the log was read
 * @param first the first event that matched; null if none did
 * @param last the last event that matched; null if none did
 */
public record Current<S>(S state, long version, long head, Touch first, Touch last) {

    /** Returns the time of the first event that matched; null if none did. */
    public Instant since() {
        return first == null ? null : first.time();
    }
}

package incharge.eventstore.decider;

import incharge.eventstore.log.Recorded;
import java.time.Instant;

/** Where in the log an event is, its time and its actor. */
public record Touch(long position, Instant time, String actor) {

    static Touch of(Recorded stored) {
        return new Touch(stored.position(), stored.time(), stored.cause().actor());
    }
}

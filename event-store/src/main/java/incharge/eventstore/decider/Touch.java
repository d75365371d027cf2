package incharge.eventstore.decider;

import incharge.eventstore.log.Recorded;
import java.time.Instant;

/** Where in the log an event is, its time, its actor and the command that caused it. */
public record Touch(long position, Instant time, String actor, String commandId) {

    static Touch of(Recorded stored) {
        return new Touch(
                stored.position(),
                stored.time(),
                stored.cause().actor(),
                stored.cause().commandId());
    }
}

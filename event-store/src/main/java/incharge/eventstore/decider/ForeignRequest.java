package incharge.eventstore.decider;

import incharge.eventstore.log.Cause;
import java.util.List;
import java.util.Objects;

/**
 * What an event of another log wants of this one.
 *
 * @param <C> commands of this log
 * @param <T> what is withdrawn
 */
public sealed interface ForeignRequest<C, T> {

    /** Position of the event in its log. */
    long sequence();

    /** The event's cause, which becomes the cause of what is done about it. */
    Cause cause();

    /** Wants commands to be decided. */
    record Asked<C, T>(long sequence, Cause cause, List<C> commands) implements ForeignRequest<C, T> {
        public Asked {
            Objects.requireNonNull(cause, "cause");
            commands = List.copyOf(commands);
        }
    }

    /**
     * Wants what an earlier command of the other log asked for to be taken back.
     *
     * @param commandId the earlier command
     */
    record Withdrawn<C, T>(long sequence, Cause cause, String commandId, T thing) implements ForeignRequest<C, T> {
        public Withdrawn {
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(commandId, "commandId");
        }
    }
}

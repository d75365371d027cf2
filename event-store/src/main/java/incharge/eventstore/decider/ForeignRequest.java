package incharge.eventstore.decider;

import incharge.eventstore.log.Cause;
import java.util.List;
import java.util.Objects;

/**
 * A request that an event of another log makes.
 *
 * @param <C> commands of this log
 * @param <T> what is withdrawn
 */
public sealed interface ForeignRequest<C, T> {

    /** Position of the event in its log. */
    long sequence();

    /** The event's cause, which becomes the cause of what is done about it. */
    Cause cause();

    /** Asks for commands to be decided. */
    record Asked<C, T>(long sequence, Cause cause, List<C> commands) implements ForeignRequest<C, T> {
        public Asked {
            Objects.requireNonNull(cause, "cause");
            commands = List.copyOf(commands);
        }
    }

    /**
     * Takes back what an earlier command of the other log asked for.
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

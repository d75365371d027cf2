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

    /** Returns the position of the event in its log. */
    long sequence();

    /** Returns the event's cause, which becomes the cause of what is done about it. */
    Cause cause();

    /** Requests that commands are decided. */
    record Requested<C, T>(long sequence, Cause cause, List<C> commands) implements ForeignRequest<C, T> {
        public Requested {
            Objects.requireNonNull(cause, "cause");
            commands = List.copyOf(commands);
        }
    }

    /**
     * Withdraws what an earlier command of the other log requested.
     *
     * @param commandId the earlier command
     */
    record Withdrawn<C, T>(long sequence, Cause cause, String commandId, T withdrawn) implements ForeignRequest<C, T> {
        public Withdrawn {
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(commandId, "commandId");
        }
    }
}

package incharge.eventstore.decider;

import incharge.eventstore.log.Cause;
import java.util.Objects;

/**
 * A command that another log's event asks for.
 *
 * @param sequence position of that event in its log
 * @param actor the original's, as are {@code commandId} and {@code reason} (may be null)
 */
public record ForeignRequest<C>(C command, long sequence, String actor, String commandId, String reason) {
    public ForeignRequest {
        Objects.requireNonNull(command, "command");
    }

    Cause cause() {
        return new Cause(actor, commandId, reason);
    }
}

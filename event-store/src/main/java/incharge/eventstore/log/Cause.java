package incharge.eventstore.log;

import java.util.Objects;

/**
 * Who did it, by which command, and why.
 *
 * @param actor the caller's client id, never empty
 * @param commandId the command's own id, never empty
 * @param reason what the caller gave as reason, or null
 */
public record Cause(String actor, String commandId, String reason) {
    public Cause {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(commandId, "commandId");
    }
}

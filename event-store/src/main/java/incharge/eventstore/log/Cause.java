package incharge.eventstore.log;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The actor and the command behind an event, and the reason given.
 *
 * @param actor the caller's client id, never empty
 * @param commandId the command's own id, never empty
 * @param reason as the caller gave it, or null
 * @param metadata what else an application keeps with its events; the log never looks inside
 */
public record Cause(String actor, String commandId, String reason, Map<String, String> metadata) {
    public Cause {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(commandId, "commandId");
        metadata = Map.copyOf(metadata);
    }

    public Cause(String actor, String commandId, String reason) {
        this(actor, commandId, reason, Map.of());
    }

    /** Returns the cause with some metadata; it replaces what has the same names. */
    public Cause with(Map<String, String> more) {
        var all = new HashMap<>(metadata);
        all.putAll(more);
        return new Cause(actor, commandId, reason, all);
    }
}

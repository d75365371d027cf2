package incharge.eventstore.log;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * An event as it is given to the log.
 *
 * @param id unique identity
 * @param type the name of its type, without version
 * @param version the version of its type's payload, first is 1
 * @param subject id of what it is about; it is published under this key
 * @param payload stored and published byte for byte; the log never looks inside and never changes the array
 * @param tags in the form {@code key:value}, by which criteria find it
 * @param cause null if it is the commit's cause
 */
public record NewEvent(
        UUID id, String type, int version, String subject, byte[] payload, Set<String> tags, Cause cause) {
    public NewEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(payload, "payload");
        tags = Set.copyOf(tags);
    }

    NewEvent withCause(Cause newCause) {
        return new NewEvent(id, type, version, subject, payload, tags, newCause);
    }

    NewEvent withTag(String tag) {
        var all = new HashSet<>(tags);
        all.add(tag);
        return new NewEvent(id, type, version, subject, payload, all, cause);
    }
}

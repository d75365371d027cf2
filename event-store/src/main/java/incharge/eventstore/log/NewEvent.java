package incharge.eventstore.log;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * An event that asks to be recorded.
 *
 * @param id its identity, unique for ever
 * @param type the name of its type, without version
 * @param version the version of its type's payload, first is 1
 * @param subject id of what it is about; the key it is published under
 * @param payload stored and published byte for byte; the log never looks inside and never changes the array
 * @param tags encoded {@code key:value}; what conditions and loads find it by
 * @param cause null where it is the commit's own
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

    NewEvent withTag(String tag) {
        var all = new HashSet<>(tags);
        all.add(tag);
        return new NewEvent(id, type, version, subject, payload, all, cause);
    }
}

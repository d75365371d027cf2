package incharge.reporting.snapshot;

import incharge.reporting.versions.Content;
import java.util.UUID;

/** A tag; {@code namedAt} is when it got its name, in milliseconds from 1970. */
public record Tag(int slot, UUID id, String text, String name, String description, long namedAt) implements Named {

    static Tag of(int slot, Content.Tag content) {
        return new Tag(
                slot,
                content.id(),
                Folding.fold(content.name()),
                content.name(),
                content.description(),
                // unknown of one that an older model wrote
                content.namedAt() == null ? Long.MIN_VALUE : content.namedAt().toEpochMilli());
    }
}

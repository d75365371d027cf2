package incharge.reporting.snapshot;

import incharge.reporting.versions.Content;
import java.util.UUID;

public record Tag(int slot, UUID id, String text, String name, String description) implements Named {

    static Tag of(int slot, Content.Tag content) {
        return new Tag(slot, content.id(), Folding.fold(content.name()), content.name(), content.description());
    }
}

package incharge.reporting.snapshot;

import incharge.reporting.versions.Content;
import java.util.UUID;

/** A category with what its owner told of it. */
public record Category(int slot, UUID id, String text, String name, Content.Category content) implements Named {

    static Category of(int slot, Content.Category content) {
        return new Category(slot, content.id(), Folding.fold(content.name()), content.name(), content);
    }
}

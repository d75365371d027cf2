package incharge.reporting.snapshot;

import incharge.http.Folding;
import incharge.reporting.versions.Content;
import java.util.UUID;

/** @param group the market segments that it belongs to, or null */
public record Tag(int slot, UUID id, String text, String name, String description, String group) implements Named {

    static Tag of(int slot, Content.Tag content) {
        return new Tag(
                slot,
                content.id(),
                Folding.fold(content.name()),
                content.name(),
                content.description(),
                content.group());
    }
}

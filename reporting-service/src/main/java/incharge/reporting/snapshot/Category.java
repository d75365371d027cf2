package incharge.reporting.snapshot;

import incharge.http.Folding;
import incharge.reporting.versions.Content;
import java.util.Set;
import java.util.UUID;

/** @param sellers the only sellers who may see its customers; empty for all */
public record Category(int slot, String text, Content.Category content, Set<UUID> sellers) implements Named {

    static Category of(int slot, Content.Category content) {
        return new Category(slot, Folding.fold(content.name()), content, Set.copyOf(content.sellers()));
    }

    @Override
    public UUID id() {
        return content.id();
    }

    @Override
    public String name() {
        return content.name();
    }
}

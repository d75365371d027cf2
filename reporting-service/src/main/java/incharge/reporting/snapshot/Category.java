package incharge.reporting.snapshot;

import incharge.reporting.versions.Content;
import java.util.Set;
import java.util.UUID;

/**
 * A category with what its owner told of it.
 *
 * @param sellers the only sellers who may see its customers; empty for all
 */
public record Category(int slot, UUID id, String text, String name, Content.Category content, Set<UUID> sellers)
        implements Named {

    static Category of(int slot, Content.Category content) {
        return new Category(
                slot,
                content.id(),
                Folding.fold(content.name()),
                content.name(),
                content,
                Set.copyOf(content.sellers()));
    }
}

package incharge.reporting.snapshot;

import incharge.http.Folding;
import incharge.reporting.versions.Content;
import java.util.UUID;

/**
 * A role of customers, or of projects.
 *
 * @param owner whether those in the role are the owners of their customers
 */
public record Role(int slot, UUID id, String text, String name, boolean ofProjects, boolean owner) implements Named {

    static Role of(int slot, Content.Role content) {
        return new Role(
                slot,
                content.id(),
                Folding.fold(content.name()),
                content.name(),
                content.ofProjects(),
                content.owner());
    }

    /** Returns {@code customer} or {@code project}. */
    public String kind() {
        return ofProjects ? "project" : "customer";
    }
}

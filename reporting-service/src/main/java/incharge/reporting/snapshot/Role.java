package incharge.reporting.snapshot;

import incharge.reporting.versions.Content;
import java.util.UUID;

/** A role of customers, or of projects. */
public record Role(int slot, UUID id, String text, String name, boolean ofProjects) implements Named {

    static Role of(int slot, Content.Role content) {
        return new Role(slot, content.id(), Folding.fold(content.name()), content.name(), content.ofProjects());
    }

    /** Returns {@code customer} or {@code project}. */
    public String kind() {
        return ofProjects ? "project" : "customer";
    }
}

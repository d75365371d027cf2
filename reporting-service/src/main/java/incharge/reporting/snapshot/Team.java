package incharge.reporting.snapshot;

import incharge.http.Folding;
import incharge.reporting.versions.Content;
import java.util.UUID;

/** A team; an employee is in one at most. */
public record Team(int slot, UUID id, String text, String name) implements Named {

    static Team of(int slot, Content.Team content) {
        return new Team(slot, content.id(), Folding.fold(content.name()), content.name());
    }
}

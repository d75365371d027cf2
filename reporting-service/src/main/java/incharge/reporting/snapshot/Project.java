package incharge.reporting.snapshot;

import incharge.http.Folding;
import incharge.reporting.versions.Content;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** @param customer slot of its customer, who may not be known yet */
public record Project(int slot, String text, int customer, Content.Project content) implements Named {

    static Project of(int slot, int customer, Content.Project content) {
        String text = Folding.fold(content.name()) + '\n' + Folding.fold(content.number());
        return new Project(slot, text, customer, content);
    }

    @Override
    public UUID id() {
        return content.id();
    }

    @Override
    public String name() {
        return content.name();
    }

    public String number() {
        return content.number();
    }

    public String status() {
        return content.status();
    }

    public LocalDate start() {
        return content.start();
    }

    public LocalDate end() {
        return content.end();
    }

    public Content.Money amount() {
        return content.amount();
    }

    public Instant createdAt() {
        return content.createdAt();
    }

    public boolean archived() {
        return content.archived();
    }
}

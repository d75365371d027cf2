package incharge.reporting.snapshot;

import incharge.reporting.versions.Content;
import java.time.LocalDate;
import java.util.UUID;

/** @param customer slot of its customer, who may not be known yet */
public record Project(
        int slot,
        UUID id,
        String text,
        int customer,
        String number,
        String name,
        String status,
        LocalDate start,
        LocalDate end,
        Content.Money amount,
        boolean archived)
        implements Named {

    static Project of(int slot, int customer, Content.Project content) {
        return new Project(
                slot,
                content.id(),
                Folding.fold(content.name()) + '\n' + Folding.fold(content.number()),
                customer,
                content.number(),
                content.name(),
                content.status(),
                content.start(),
                content.end(),
                content.amount(),
                content.archived());
    }
}

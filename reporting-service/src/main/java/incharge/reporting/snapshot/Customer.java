package incharge.reporting.snapshot;

import incharge.reporting.versions.Content;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** @param text name, number and VAT number, folded and parted by line feeds: one search finds any of them */
public record Customer(
        int slot,
        UUID id,
        String text,
        String number,
        String name,
        String vatNumber,
        LocalDate customerSince,
        Instant createdAt,
        boolean archived,
        Content.Asked asked,
        AskedTag[] askedTags)
        implements Named {

    static Customer of(int slot, Content.Customer content, AskedTag[] askedTags) {
        var text = Folding.fold(content.name())
                + '\n'
                + Folding.fold(content.number())
                + '\n'
                + Folding.fold(content.vatNumber());
        return new Customer(
                slot,
                content.id(),
                text,
                content.number(),
                content.name(),
                content.vatNumber(),
                content.customerSince(),
                content.createdAt(),
                content.archived(),
                content.asked(),
                askedTags);
    }
}

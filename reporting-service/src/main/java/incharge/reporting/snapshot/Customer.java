package incharge.reporting.snapshot;

import incharge.reporting.versions.Content;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** @param text name, number and VAT number, folded and separated by line feeds: one search finds any of them */
public record Customer(int slot, String text, Content.Customer content, RequestedTag[] requestedTags) implements Named {

    static Customer of(int slot, Content.Customer content, RequestedTag[] requestedTags) {
        String text = Folding.fold(content.name())
                + '\n'
                + Folding.fold(content.number())
                + '\n'
                + Folding.fold(content.vatNumber());
        return new Customer(slot, text, content, requestedTags);
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

    public String vatNumber() {
        return content.vatNumber();
    }

    public LocalDate customerSince() {
        return content.customerSince();
    }

    public Instant createdAt() {
        return content.createdAt();
    }

    public boolean archived() {
        return content.archived();
    }
}

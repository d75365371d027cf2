package incharge.reporting.snapshot;

import incharge.http.Folding;
import incharge.reporting.versions.Content;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A customer.
 *
 * @param text name, number, VAT number, EAN and e-mail address, folded and separated by line feeds: one search finds
 *     any of them; the last two are kept nowhere else in the snapshot
 */
public record Customer(int slot, String text, Content.Customer content, RequestedTag[] requestedTags) implements Named {

    private static final int SHOWN_LINES = 3;

    static Customer of(int slot, Content.Customer content, RequestedTag[] requestedTags) {
        String text = Folding.fold(content.name())
                + '\n'
                + Folding.fold(content.number())
                + '\n'
                + Folding.fold(content.vatNumber())
                + '\n'
                + Folding.fold(content.ean())
                + '\n'
                + Folding.fold(content.email());
        return new Customer(slot, text, content.shown(), requestedTags);
    }

    /** Returns the text without EAN and e-mail address, which no view shows. */
    public String shownText() {
        int end = -1;
        for (int line = 0; line < SHOWN_LINES; line++) {
            end = text.indexOf('\n', end + 1);
        }
        return text.substring(0, end);
    }

    @Override
    public UUID id() {
        return content.id();
    }

    @Override
    public String name() {
        return content.name();
    }

    public boolean person() {
        return content.person();
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

    public String createdBy() {
        return content.createdBy();
    }

    public boolean archived() {
        return content.archived();
    }

    /** Returns the customer that its things lie beneath; null for none. */
    public UUID mergedInto() {
        return content.mergedInto();
    }
}

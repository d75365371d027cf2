package incharge.reporting.card;

import incharge.reporting.answers.Download;
import incharge.reporting.answers.Language;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.snapshot.Category;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Content;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Files of the lists over all customers. */
final class ThingFiles {

    private static final String[] CONTACTS = {
        "name", "jobTitle", "roles", "keywords", "email", "phone", "customerNumber", "customer", "category", "active"
    };
    private static final String[] ACTIVITIES = {
        "kind", "title", "customerNumber", "customer", "project", "doer", "due", "start", "end", "status"
    };
    private static final String[] SALES_CASES = {
        "name",
        "customerNumber",
        "customer",
        "owner",
        "state",
        "value",
        "currency",
        "probability",
        "weighted",
        "expectedClose",
        "closedOn"
    };

    private final CardThings things;

    ThingFiles(CardThings things) {
        this.things = things;
    }

    void contacts(SnapshotView view, ThingQuery query, Download download) throws IOException {
        Function<Content.Thing, String> key =
                ThingListViews.byName(download.language().collation());
        var list = new ThingListAnswer(things, view.snapshot(), query);
        download.<Content.Thing>write(
                view.snapshot(),
                "contacts",
                headers(download, CONTACTS),
                row -> list.writeTo(row, key),
                contact -> contact(view, contact, download.language()));
    }

    void activities(SnapshotView view, ThingQuery query, Download download) throws IOException {
        var list = new ThingListAnswer(things, view.snapshot(), query);
        download.<Content.Thing>write(
                view.snapshot(),
                "activities",
                headers(download, ACTIVITIES),
                list::writeTo,
                activity -> activity(view.snapshot(), activity, download.language()));
    }

    void salesCases(SnapshotView view, ThingQuery query, Download download) throws IOException {
        var list = new ThingListAnswer(things, view.snapshot(), query);
        download.<Content.Thing>write(
                view.snapshot(),
                "salesCases",
                headers(download, SALES_CASES),
                list::writeTo,
                salesCase -> salesCase(view.snapshot(), salesCase, download.language()));
    }

    private static List<String> headers(Download download, String... keys) {
        return download.language().headers(keys);
    }

    private static List<Object> contact(SnapshotView view, Content.Thing contact, Language language) {
        Customer customer = CardThings.customerOf(view.snapshot(), contact);
        Category category = view.visibility().categoryOf(view.snapshot(), customer);
        return Arrays.asList(
                language.name(contact.text("name"), contact.erased()),
                contact.text("title"),
                joined(contact, ContactOptions.ROLES),
                joined(contact, ContactOptions.KEYWORDS),
                contact.text("email"),
                contact.text("phone"),
                customer.number(),
                language.name(customer),
                category == null ? null : category.name(),
                language.text(ContactOptions.isActive(contact) ? "yes" : "no"));
    }

    private static String joined(Content.Thing contact, String field) {
        List<String> texts = ContactOptions.texts(contact, field);
        return texts.isEmpty() ? null : String.join("; ", texts);
    }

    private static List<Object> activity(Snapshot snapshot, Content.Thing activity, Language language) {
        Customer customer = CardThings.customerOf(snapshot, activity);
        return Arrays.asList(
                activity.text("kind"),
                language.name(activity.text("title"), activity.erased()),
                customer.number(),
                language.name(customer),
                activity.project() == null
                        ? null
                        : language.name(snapshot.projects().find(activity.project())),
                language.name(employee(snapshot, activity.text("assigneeId"))),
                day(activity.text("due")),
                instant(activity.text("start")),
                instant(activity.text("end")),
                activity.text("status"));
    }

    private static List<Object> salesCase(Snapshot snapshot, Content.Thing salesCase, Language language) {
        Customer customer = CardThings.customerOf(snapshot, salesCase);
        return Arrays.asList(
                language.name(salesCase.text("name"), salesCase.erased()),
                customer.number(),
                language.name(customer),
                language.name(employee(snapshot, salesCase.text("ownerId"))),
                salesCase.text("state"),
                SalesCaseSums.value(salesCase),
                SalesCaseSums.currency(salesCase),
                salesCase.get("probability"),
                SalesCaseSums.weighted(salesCase),
                day(salesCase.text("expectedClose")),
                day(salesCase.text("closedOn")));
    }

    private static Employee employee(Snapshot snapshot, String id) {
        return id == null ? null : snapshot.employees().find(UUID.fromString(id));
    }

    private static LocalDate day(String text) {
        return text == null ? null : LocalDate.parse(text);
    }

    private static Instant instant(String text) {
        return text == null ? null : Instant.parse(text);
    }
}

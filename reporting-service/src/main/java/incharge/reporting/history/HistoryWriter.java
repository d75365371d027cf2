package incharge.reporting.history;

import incharge.reporting.answers.Actor;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.Language;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.Entry;
import incharge.reporting.versions.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;

/** Writes rows of a history, as JSON and as cells of a file. */
final class HistoryWriter {

    /** Keys of the file's headers, in order. */
    static final String[] HEADERS = {
        "time", "actor", "what", "customer", "project", "assignee", "role", "interval", "reason", "source", "undone"
    };

    private final Snapshot snapshot;
    private final Names names;
    private final Set<HistoryRow> undone;

    HistoryWriter(Snapshot snapshot, Names names, Set<HistoryRow> undone) {
        this.snapshot = snapshot;
        this.names = names;
        this.undone = undone;
    }

    /** How the subject is displayed. */
    private record Label(String name, String number, boolean erased) {

        private static final Label NONE = new Label(null, null, false);

        static Label of(String name, String number) {
            return new Label(name, number, false);
        }

        static Label of(Named entity, String number) {
            return new Label(entity.name(), number, entity.erased());
        }
    }

    private Label label(Entry entry) {
        if (entry.isContactErased()) {
            return new Label(null, null, true);
        }
        if (entry.project() != null) {
            Project project = snapshot.projects().find(entry.project());
            return project == null ? Label.NONE : Label.of(project, project.number());
        }
        if (entry.customer() != null) {
            Customer customer = snapshot.customers().find(entry.customer());
            return customer == null ? Label.NONE : Label.of(customer, customer.number());
        }
        return switch (entry.version().content()) {
            case Content.Team of -> Label.of(of.name(), null);
            case Content.Role of -> Label.of(of.name(), null);
            case Content.Employee of -> new Label(of.name(), of.externalId(), of.name() == null);
            case Content.Category of -> Label.of(of.name(), null);
            case Content.Tag of -> Label.of(of.name(), null);
            case Content.Settings of -> Label.of(of.name(), null);
            case Content.Account of -> Label.of(of.name(), of.number());
            case Content.Customer _, Content.Project _, Content.Responsibility _, Content.Grouping _, Content.Thing _ ->
                Label.NONE;
        };
    }

    void write(JsonGenerator json, HistoryRow row) {
        Entry entry = row.entry();
        json.writeStartObject();
        Json.time(json, "at", entry.time());
        Actor.write(json, snapshot, entry.actor());
        Json.text(json, "type", entry.type());
        Json.text(json, "reason", entry.reason());
        Json.text(json, "commandId", entry.commandId());
        Json.text(json, "batchId", entry.isOfBatch() ? entry.commandId() : null);
        json.writeName("undone");
        json.writeBoolean(undone.contains(row));
        Json.text(json, "source", row.commandSource());
        Json.text(json, "position", row.position());
        subject(json, entry);
        names.write(json, "customer", Kind.CUSTOMER, snapshot.customerOf(entry));
        names.write(json, "employee", Kind.EMPLOYEE, entry.employee());
        names.write(json, "role", Kind.ROLE, entry.details().role());
        Json.date(json, "from", entry.details().from());
        Json.date(json, "to", entry.details().to());
        details(json, entry);
        json.writeEndObject();
    }

    private void subject(JsonGenerator json, Entry entry) {
        Entry.Subject subject = entry.subject();
        if (subject != null) {
            Label label = label(entry);
            json.writeObjectPropertyStart("subject");
            Json.text(json, "type", subject.type());
            Json.id(json, "id", subject.id());
            Json.name(json, label.name(), label.erased());
            Json.text(json, "number", label.number());
            json.writeEndObject();
        }
    }

    private void details(JsonGenerator json, Entry entry) {
        Entry.Details details = entry.details();
        json.writeObjectPropertyStart("details");
        given(json, "previousTo", details.previousTo());
        if (entry.named() != null) {
            Json.name(json, entry.named().name(), entry.named().name() == null);
        }
        given(json, "name", details.name());
        given(json, "number", details.number());
        given(json, "previousNumber", details.previousNumber());
        given(json, "status", details.status());
        given(json, "code", details.code());
        referenceIfGiven(json, "category", Kind.CATEGORY, details.category());
        referenceIfGiven(json, "movedFrom", Kind.CATEGORY, details.movedFrom());
        referenceIfGiven(json, "tag", Kind.TAG, details.tag());
        if (details.movedTo() != null) {
            referenceIfGiven(json, "movedTo", Names.movedToKind(entry), details.movedTo());
        }
        json.writeEndObject();
    }

    private void referenceIfGiven(JsonGenerator json, String property, Kind kind, UUID id) {
        if (id != null && names.shows(kind, id)) {
            names.write(json, property, kind, id);
        }
    }

    private static void given(JsonGenerator json, String property, Object value) {
        if (value != null) {
            Json.text(json, property, value.toString());
        }
    }

    List<Object> cells(HistoryRow row, Language language) {
        Entry entry = row.entry();
        Entry.Details details = entry.details();
        boolean open = details.from() == null && details.to() == null;
        return Arrays.asList(
                entry.time(),
                Actor.name(snapshot, entry.actor(), language),
                entry.type(),
                language.name(snapshot.customers().find(snapshot.customerOf(entry))),
                language.name(snapshot.projects().find(entry.project())),
                names.of(Kind.EMPLOYEE, entry.employee(), language),
                names.of(Kind.ROLE, details.role(), language),
                open ? null : text(details.from()) + " \u2013 " + text(details.to()),
                entry.reason(),
                row.commandSource(),
                language.text(undone.contains(row) ? "yes" : "no"));
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}

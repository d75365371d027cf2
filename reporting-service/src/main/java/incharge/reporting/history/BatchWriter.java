package incharge.reporting.history;

import incharge.reporting.answers.Actor;
import incharge.reporting.answers.Json;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Entry;
import incharge.reporting.versions.Kind;
import incharge.reporting.versions.Source;
import tools.jackson.core.JsonGenerator;

/** Writes batches of responsibilities as JSON. */
final class BatchWriter {

    private final Snapshot snapshot;
    private final Names names;

    BatchWriter(Snapshot snapshot, Names names) {
        this.snapshot = snapshot;
        this.names = names;
    }

    void write(JsonGenerator json, Batches.Batch batch) {
        Entry first = batch.first();
        json.writeStartObject();
        Json.text(json, "batchId", first.commandId());
        Json.time(json, "at", first.time());
        Actor.write(json, snapshot, first.actor());
        Json.text(json, "reason", first.reason());
        Json.text(json, "source", new HistoryRow(Source.RESPONSIBILITIES, first).commandSource());
        json.writeNumberProperty("count", batch.count());
        json.writeName("undone");
        json.writeBoolean(batch.undone());
        json.writeArrayPropertyStart("sample");
        batch.sample().forEach(entry -> change(json, entry));
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Writes a change as the answer to its command does, with names. */
    private void change(JsonGenerator json, Entry entry) {
        Outcome outcome = Outcome.ofType(entry.type());
        json.writeStartObject();
        Json.text(json, "action", outcome.action);
        json.writeObjectPropertyStart("subject");
        Project project = snapshot.projects().find(entry.project());
        Customer customer = snapshot.customers().find(snapshot.customerOf(entry));
        boolean ofProject = entry.project() != null;
        Json.text(json, "type", ofProject ? "project" : "customer");
        Json.id(json, "id", ofProject ? entry.project() : entry.customer());
        if (ofProject) {
            name(json, project);
            Json.text(json, "number", project == null ? null : project.number());
        } else {
            name(json, customer);
            Json.text(json, "number", customer == null ? null : customer.number());
        }
        json.writeEndObject();
        Json.named(json, "customer", customer);
        Json.id(json, "employeeId", entry.employee());
        names.write(json, "employee", Kind.EMPLOYEE, entry.employee());
        Json.id(json, "roleId", entry.details().role());
        names.write(json, "role", Kind.ROLE, entry.details().role());
        Json.date(json, "from", entry.details().from());
        Json.date(json, "to", entry.details().to());
        Json.text(json, "outcome", outcome.word);
        json.writeEndObject();
    }

    /** @param subject null for one that is not known */
    private static void name(JsonGenerator json, Named subject) {
        Json.name(json, subject == null ? null : subject.name(), subject != null && subject.erased());
    }

    /** What an event did, in the words of the command and of its answer. */
    private enum Outcome {
        ASSIGNED("assign", "assigned"),
        CHANGED("change", "changed"),
        REMOVED("remove", "removed");

        private final String action;
        private final String word;

        Outcome(String action, String word) {
            this.action = action;
            this.word = word;
        }

        private static Outcome ofType(String type) {
            return switch (type) {
                case "ResponsibilityAssigned" -> ASSIGNED;
                case "ResponsibilityChanged" -> CHANGED;
                default -> REMOVED;
            };
        }
    }
}

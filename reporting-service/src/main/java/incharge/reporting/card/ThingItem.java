package incharge.reporting.card;

import incharge.reporting.answers.Actor;
import incharge.reporting.answers.Json;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Content;
import tools.jackson.core.JsonGenerator;

/** Writes a thing as lists have it. */
final class ThingItem {

    private ThingItem() {}

    /** Writes the properties that all things have, and the thing's own fields. */
    static void write(JsonGenerator json, Snapshot snapshot, Content.Thing thing) {
        Customer customer = CardThings.customerOf(snapshot, thing);
        Json.id(json, "id", thing.id());
        Json.id(json, "customerId", customer == null ? thing.customer() : customer.id());
        if (thing.project() != null) {
            Json.id(json, "projectId", thing.project());
        }
        if (thing.salesCase() != null) {
            Json.id(json, "salesCaseId", thing.salesCase());
        }
        Project project = thing.project() == null ? null : snapshot.projects().find(thing.project());
        Json.named(json, "project", project);
        thing.fields().forEach((name, value) -> property(json, name, value));
        if (thing.texts() != null) {
            thing.texts().forEach((name, value) -> property(json, name, value));
        }
        touch(json, snapshot, "created", thing.created());
        if (thing.changed() != null) {
            touch(json, snapshot, "changed", thing.changed());
        }
    }

    private static void property(JsonGenerator json, String name, Object value) {
        json.writeName(name);
        Json.value(json, value);
    }

    private static void touch(JsonGenerator json, Snapshot snapshot, String what, Content.Touch touch) {
        Json.time(json, what + "At", touch.time());
        Actor.write(json, what + "By", snapshot, touch.actor());
    }
}

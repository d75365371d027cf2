package incharge.reporting.card;

import incharge.reporting.answers.Actor;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Content;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;

/** Writes things as lists have them: what they are, and the names of what they refer to. */
final class ThingItem {

    /** What no view shows. */
    private static final Set<String> HIDDEN = Set.of("rank");

    private final SnapshotView view;
    private final Snapshot snapshot;
    private final ThingNames names;

    ThingItem(SnapshotView view, ThingNames names) {
        this.view = view;
        this.snapshot = view.snapshot();
        this.names = names;
    }

    void write(JsonGenerator json, Content.Thing thing) {
        Customer customer = CardThings.customerOf(snapshot, thing);
        Json.id(json, "id", thing.id());
        if (thing.customer() != null) {
            Json.id(json, "customerId", customer == null ? thing.customer() : customer.id());
        }
        id(json, "projectId", thing.project());
        id(json, "salesCaseId", thing.salesCase());
        fields(json, thing);
        switch (thing.type()) {
            case NOTE -> {
                Json.text(json, "level", level(thing));
                owned(json, thing, customer);
                salesCase(json, thing, customer);
            }
            case ACTIVITY -> {
                owned(json, thing, customer);
                salesCase(json, thing, customer);
                employee(json, "assignee", thing.text("assigneeId"));
                contacts(json, thing, customer);
            }
            case SALES_CASE -> {
                owned(json, thing, customer);
                employee(json, "owner", thing.text("ownerId"));
            }
            case FILE, LINK -> owned(json, thing, customer);
            case CONTACT, COMMENT -> touched(json, thing, customer);
            case ADDRESS -> {
                if (!Addresses.isHeadquarters(thing)) {
                    json.writeBooleanProperty(Addresses.HEADQUARTERS, false);
                }
                touched(json, thing, customer);
            }
            case CUSTOM_FIELD, BILLING, FIELDS -> {}
        }
    }

    /** Returns where a note was made. */
    static String level(Content.Thing note) {
        if (note.salesCase() != null) {
            return "sales-case";
        }
        return note.project() == null ? "customer" : "project";
    }

    private static void id(JsonGenerator json, String property, UUID id) {
        if (id != null) {
            Json.id(json, property, id);
        }
    }

    /** Writes the fields of a thing, among them its texts; the text that names it also when it is erased. */
    static void fields(JsonGenerator json, Content.Thing thing) {
        String name = thing.type().naming();
        if (name != null) {
            Json.text(json, name, thing.text(name));
        }
        if (thing.erased()) {
            json.writeBooleanProperty("erased", true);
        }
        thing.fields().forEach((field, value) -> property(json, name, field, value));
        if (thing.texts() != null) {
            thing.texts().forEach((field, value) -> property(json, name, field, value));
        }
    }

    private static void property(JsonGenerator json, String written, String field, Object value) {
        if (!field.equals(written) && !HIDDEN.contains(field)) {
            json.writeName(field);
            Json.value(json, value);
        }
    }

    private void owned(JsonGenerator json, Content.Thing thing, Customer customer) {
        touched(json, thing, customer);
        Project project = thing.project() == null ? null : snapshot.projects().find(thing.project());
        // a sales case has a link to a project that may be another customer's by now
        boolean ofCustomer = project != null && customer != null && project.customer() == customer.slot();
        Json.named(json, "project", ofCustomer ? project : null);
    }

    private void touched(JsonGenerator json, Content.Thing thing, Customer customer) {
        touched(json, snapshot, thing.created(), thing.changed());
        Json.named(json, "customer", customer);
        from(json, thing, customer);
    }

    /** Writes the customer that brought a thing along when it was merged, unless the caller does not see it. */
    private void from(JsonGenerator json, Content.Thing thing, Customer customer) {
        Customer own = thing.customer() == null ? null : snapshot.customers().find(thing.customer());
        if (own == null || customer == null || own.slot() == customer.slot()) {
            return;
        }
        if (snapshot.targetOf(own).slot() == customer.slot()
                && view.visibility().sees(snapshot, own)) {
            Json.named(json, "from", own);
        }
    }

    /** @param changed null for what was never changed */
    static void touched(JsonGenerator json, Snapshot snapshot, Content.Touch created, Content.Touch changed) {
        touch(json, snapshot, "created", created);
        if (changed != null) {
            touch(json, snapshot, "changed", changed);
        }
    }

    private static void touch(JsonGenerator json, Snapshot snapshot, String what, Content.Touch touch) {
        Json.time(json, what + "At", touch.time());
        Actor.write(json, what + "By", snapshot, touch.actor());
    }

    private void salesCase(JsonGenerator json, Content.Thing thing, Customer customer) {
        json.writeName("salesCase");
        ThingNames.write(json, named(thing.salesCase(), customer));
    }

    /** Returns what a thing of a customer names; null for what is removed, or another customer's by now. */
    private Content.Thing named(UUID id, Customer customer) {
        Content.Thing found = names.find(id);
        return found == null || customer == null || !customer.equals(CardThings.customerOf(snapshot, found))
                ? null
                : found;
    }

    private void employee(JsonGenerator json, String property, String id) {
        employee(json, snapshot, property, id);
    }

    /** @param id null for none */
    static void employee(JsonGenerator json, Snapshot snapshot, String property, String id) {
        Json.named(json, property, id == null ? null : snapshot.employees().find(UUID.fromString(id)));
    }

    private void contacts(JsonGenerator json, Content.Thing activity, Customer customer) {
        json.writeArrayPropertyStart("contacts");
        ThingNames.contacts(activity).stream()
                .map(contact -> named(contact, customer))
                .filter(Objects::nonNull)
                .forEach(contact -> ThingNames.write(json, contact));
        json.writeEndArray();
    }
}

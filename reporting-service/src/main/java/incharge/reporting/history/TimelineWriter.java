package incharge.reporting.history;

import incharge.reporting.answers.Actor;
import incharge.reporting.answers.Json;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.Entry;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/** Writes the rows of a timeline. */
public final class TimelineWriter {

    private final Snapshot snapshot;
    private final Map<UUID, Content.Thing> things;

    /**
     * @param things with their texts, by id, as they are in the snapshot or were last; others are as the entries say
     */
    public TimelineWriter(Snapshot snapshot, Map<UUID, Content.Thing> things) {
        this.snapshot = snapshot;
        this.things = things;
    }

    public void write(JsonGenerator json, HistoryRow row) {
        Entry entry = row.entry();
        json.writeStartObject();
        Json.time(json, "time", entry.time());
        Actor.write(json, "by", snapshot, entry.actor());
        Json.text(json, "kind", entry.isInteraction() ? "interaction" : "change");
        Json.text(json, "type", entry.type());
        json.writeObjectPropertyStart("subject");
        subject(json, entry);
        json.writeEndObject();
        given(json, "text", text(entry));
        given(json, "reason", entry.reason());
        given(json, "commandId", entry.commandId());
        Json.text(json, "position", row.position());
        json.writeEndObject();
    }

    private void subject(JsonGenerator json, Entry entry) {
        Content.Thing thing = entry.thing();
        if (entry.isContactErased()) {
            subject(json, "contact", entry.erased(), null, true);
        } else if (thing != null && isOfItsOwn(thing)) {
            Content.Thing last = things.getOrDefault(thing.id(), thing);
            subject(json, thing.type().word(), thing.id(), name(last), last.erased());
        } else if (entry.project() != null) {
            named(json, "project", entry.project(), snapshot.projects().find(entry.project()));
        } else {
            named(json, "customer", entry.customer(), snapshot.customers().find(entry.customer()));
        }
    }

    /** Returns whether a thing is more than a part of the customer. */
    private static boolean isOfItsOwn(Content.Thing thing) {
        return switch (thing.type()) {
            case BILLING, FIELDS, AVATAR -> false;
            case ADDRESS, CONTACT, NOTE, COMMENT, ACTIVITY, SALES_CASE, FILE, LINK, CUSTOM_FIELD -> true;
        };
    }

    private static void named(JsonGenerator json, String type, UUID id, Named entity) {
        subject(json, type, id, entity == null ? null : entity.name(), entity != null && entity.erased());
    }

    private static void subject(JsonGenerator json, String type, UUID id, String name, boolean erased) {
        Json.text(json, "type", type);
        Json.id(json, "id", id);
        Json.name(json, name, erased);
    }

    /** Returns what a thing is called; null for one without a name. */
    private static String name(Content.Thing thing) {
        return switch (thing.type()) {
            case CONTACT, SALES_CASE, FILE, CUSTOM_FIELD -> thing.text("name");
            case ACTIVITY -> thing.text("title");
            case LINK -> thing.text("name") == null ? thing.text("url") : thing.text("name");
            case ADDRESS -> address(thing);
            case NOTE, COMMENT, BILLING, FIELDS, AVATAR -> null;
        };
    }

    private static String address(Content.Thing address) {
        String city = joined(" ", address.text("postcode"), address.text("city"));
        String all = joined(", ", address.text("street"), city.isEmpty() ? null : city, address.text("country"));
        return all.isEmpty() ? null : all;
    }

    private static String joined(String separator, String... parts) {
        return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(separator));
    }

    /** Returns what a note or comment says after the event; null for all else. */
    private static String text(Entry entry) {
        Content.Thing thing = entry.thing();
        if (thing == null || entry.version().gone()) {
            return null;
        }
        return switch (thing.type()) {
            case NOTE, COMMENT -> thing.text("text");
            case ADDRESS, CONTACT, ACTIVITY, SALES_CASE, FILE, LINK, BILLING, FIELDS, AVATAR, CUSTOM_FIELD -> null;
        };
    }

    /** Writes a text, none for null. */
    private static void given(JsonGenerator json, String property, String text) {
        if (text != null) {
            Json.text(json, property, text);
        }
    }
}

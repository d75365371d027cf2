package incharge.reporting.card;

import incharge.http.NameKey;
import incharge.reporting.answers.Json;
import incharge.reporting.versions.Content;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** Counts contacts by what they bear; a text counts once, whatever its case. */
final class ContactLabels implements ThingCounts {

    private final Map<String, Label> roles = new TreeMap<>();
    private final Map<String, Label> keywords = new TreeMap<>();

    private record Label(String name, int count) {}

    @Override
    public void add(Content.Thing contact) {
        add(roles, contact, ContactOptions.ROLES);
        add(keywords, contact, ContactOptions.KEYWORDS);
    }

    private static void add(Map<String, Label> labels, Content.Thing contact, String field) {
        for (String text : ContactOptions.texts(contact, field)) {
            labels.merge(NameKey.of(text), new Label(text, 1), ContactLabels::both);
        }
    }

    private static Label both(Label known, Label next) {
        // of some spellings one is shown, whatever the order in which they come
        String name = known.name().compareTo(next.name()) <= 0 ? known.name() : next.name();
        return new Label(name, known.count() + next.count());
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeObjectPropertyStart("labels");
        write(json, ContactOptions.ROLES, roles);
        write(json, ContactOptions.KEYWORDS, keywords);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String property, Map<String, Label> labels) {
        json.writeArrayPropertyStart(property);
        labels.values().forEach(label -> {
            json.writeStartObject();
            Json.text(json, "name", label.name());
            json.writeNumberProperty("count", label.count());
            json.writeEndObject();
        });
        json.writeEndArray();
    }
}

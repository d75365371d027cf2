package incharge.reporting.card;

import incharge.reporting.answers.Json;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.ThingFilter;
import incharge.reporting.versions.VersionStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;

/** The names of sales cases and contacts that things refer to. */
final class ThingNames {

    static final String CONTACTS = "contactIds";

    static final ThingNames NONE = new ThingNames();

    private static final Set<ThingType> NAMED = Set.of(ThingType.SALES_CASE, ThingType.CONTACT);

    private final Map<UUID, Content.Thing> opened = new HashMap<>();

    /** Reads the names that these things refer to. */
    static ThingNames of(Collection<Content.Thing> things, VersionStore versions, long at) {
        var names = new ThingNames();
        var ids = new HashSet<UUID>();
        for (Content.Thing thing : things) {
            if (thing.salesCase() != null) {
                ids.add(thing.salesCase());
            }
            ids.addAll(contacts(thing));
        }
        if (!ids.isEmpty()) {
            versions.things(ThingFilter.of(NAMED).withIds(ids), at)
                    .forEach(thing -> names.opened.put(thing.id(), versions.open(thing)));
        }
        return names;
    }

    static List<UUID> contacts(Content.Thing thing) {
        return thing.get(CONTACTS) instanceof List<?> ids
                ? ids.stream().map(id -> UUID.fromString((String) id)).toList()
                : List.of();
    }

    /** Returns a thing that was read; null for one that is removed. */
    Content.Thing find(UUID id) {
        return opened.get(id);
    }

    /** Writes a thing with its id and its name; null if there is none. */
    static void write(JsonGenerator json, Content.Thing thing) {
        if (thing == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        Json.id(json, "id", thing.id());
        Json.name(json, thing.text("name"), thing.erased());
        json.writeEndObject();
    }
}

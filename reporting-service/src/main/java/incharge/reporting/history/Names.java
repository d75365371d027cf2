package incharge.reporting.history;

import incharge.reporting.answers.Json;
import incharge.reporting.answers.Language;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.Entry;
import incharge.reporting.versions.Kind;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.VersionStore;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/** The names of the entities that entries refer to; of deleted ones, the last name that they had. */
final class Names {

    private final Snapshot snapshot;
    private final Function<Source, VersionStore> versions;
    private final VisibleCategories categories;
    /** The last content of deleted entities by key; null for one that never was. */
    private final Map<String, Content> deleted = new HashMap<>();

    Names(Snapshot snapshot, Function<Source, VersionStore> versions, VisibleCategories categories) {
        this.snapshot = snapshot;
        this.versions = versions;
        this.categories = categories;
    }

    /** Returns whether the caller may read of the entity; of the kinds that a history names, only categories hide. */
    boolean shows(Kind kind, UUID id) {
        return kind != Kind.CATEGORY || categories.see(id);
    }

    /** Loads the names of all deleted entities that these rows refer to. */
    void load(Collection<HistoryRow> rows) {
        var missing = new EnumMap<Source, Set<String>>(Source.class);
        for (HistoryRow row : rows) {
            Entry entry = row.entry();
            collect(missing, Kind.EMPLOYEE, entry.employee());
            collect(missing, Kind.ROLE, entry.details().role());
            collect(missing, Kind.CATEGORY, entry.details().category());
            collect(missing, Kind.CATEGORY, entry.details().movedFrom());
            collect(missing, Kind.TAG, entry.details().tag());
            if (entry.details().movedTo() != null) {
                collect(missing, movedToKind(entry), entry.details().movedTo());
            }
        }
        missing.forEach((source, keys) -> {
            Map<String, Content> newest = versions.apply(source).newest(keys);
            keys.forEach(key -> deleted.put(key, newest.get(key)));
        });
    }

    /** Returns the kind of what a deleted category or tag was merged into. */
    static Kind movedToKind(Entry entry) {
        return entry.version().content() instanceof Content.Tag ? Kind.TAG : Kind.CATEGORY;
    }

    private void collect(Map<Source, Set<String>> missing, Kind kind, UUID id) {
        if (id != null && known(kind, id) == null && !deleted.containsKey(kind.key(id))) {
            missing.computeIfAbsent(kind.source(), _ -> new HashSet<>()).add(kind.key(id));
        }
    }

    /**
     * Returns the name of an entity as files show it. Returns null for an unknown one and for one that was not loaded.
     */
    String of(Kind kind, UUID id, Language language) {
        return id == null ? null : language.name(name(kind, id), erased(kind, id));
    }

    /** Writes an entity with its id and its name; null if there is none. */
    void write(JsonGenerator json, String property, Kind kind, UUID id) {
        json.writeName(property);
        if (id == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        Json.id(json, "id", id);
        Json.name(json, name(kind, id), erased(kind, id));
        json.writeEndObject();
    }

    private String name(Kind kind, UUID id) {
        Named known = known(kind, id);
        return known == null ? name(deleted.get(kind.key(id))) : known.name();
    }

    private boolean erased(Kind kind, UUID id) {
        Named known = known(kind, id);
        return known == null
                ? deleted.get(kind.key(id)) instanceof Content.Employee of && of.name() == null
                : known.erased();
    }

    private Named known(Kind kind, UUID id) {
        return switch (kind) {
            case CUSTOMER -> snapshot.customers().find(id);
            case PROJECT -> snapshot.projects().find(id);
            case TEAM -> snapshot.teams().find(id);
            case ROLE -> snapshot.roles().find(id);
            case EMPLOYEE -> snapshot.employees().find(id);
            case CATEGORY -> snapshot.categories().find(id);
            case TAG -> snapshot.tags().find(id);
            case THING, RESPONSIBILITY, GROUPING, SETTINGS, ACCOUNT -> null;
        };
    }

    private static String name(Content content) {
        return switch (content) {
            case null -> null;
            case Content.Customer of -> of.name();
            case Content.Project of -> of.name();
            case Content.Team of -> of.name();
            case Content.Role of -> of.name();
            case Content.Employee of -> of.name();
            case Content.Category of -> of.name();
            case Content.Tag of -> of.name();
            case Content.Settings of -> of.name();
            case Content.Account of -> of.name();
            case Content.Responsibility _, Content.Grouping _, Content.Thing _ -> null;
        };
    }
}

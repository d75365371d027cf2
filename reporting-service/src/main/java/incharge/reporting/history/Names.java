package incharge.reporting.history;

import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Chronicle;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.Kind;
import incharge.reporting.versions.Source;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** What the things that entries refer to are called; of those that are gone, the last name that they had. */
final class Names {

    private final Snapshot snapshot;
    private final Function<Source, Chronicle> chronicles;
    /** By key, of things that are not known any more; null for one that never had a name. */
    private final Map<String, String> gone = new HashMap<>();

    Names(Snapshot snapshot, Function<Source, Chronicle> chronicles) {
        this.snapshot = snapshot;
        this.chronicles = chronicles;
    }

    /** Looks up at once whatever is gone that these refer to. */
    void look(Collection<History.Told> told) {
        var missing = new EnumMap<Source, Set<String>>(Source.class);
        for (var one : told) {
            var entry = one.entry();
            miss(missing, Kind.EMPLOYEE, entry.employee());
            miss(missing, Kind.ROLE, entry.details().role());
            miss(missing, Kind.CATEGORY, entry.details().category());
            miss(missing, Kind.CATEGORY, entry.details().movedFrom());
            miss(missing, Kind.TAG, entry.details().tag());
        }
        missing.forEach((source, keys) -> {
            var newest = chronicles.apply(source).newest(keys);
            keys.forEach(key -> gone.put(key, name(newest.get(key))));
        });
    }

    private void miss(Map<Source, Set<String>> missing, Kind kind, UUID id) {
        if (id != null && known(kind, id) == null && !gone.containsKey(kind.key(id))) {
            missing.computeIfAbsent(kind.source(), _ -> new HashSet<>()).add(kind.key(id));
        }
    }

    /** Null for what nobody knows, or was not looked up. */
    String of(Kind kind, UUID id) {
        if (id == null) {
            return null;
        }
        var known = known(kind, id);
        return known == null ? gone.get(kind.key(id)) : known.name();
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
            case RESPONSIBILITY, GROUPING -> null;
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
            case Content.Responsibility _, Content.Grouping _ -> null;
        };
    }
}

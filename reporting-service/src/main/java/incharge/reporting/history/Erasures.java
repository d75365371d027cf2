package incharge.reporting.history;

import incharge.reporting.answers.Json;
import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Positions;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.versions.Entry;
import incharge.reporting.versions.HistoryFilter;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.VersionStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** The persons who are erased, newest first, with the services that have nothing left of them in the clear. */
final class Erasures {

    private static final HistoryFilter ERASED =
            new HistoryFilter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(Entry.PERSON_ERASED), Set.of());

    /**
     * @param rest the positions where the next page begins; null when nothing follows
     * @param completed when each service completed the erasure of each person
     */
    record Page(List<Entry> items, Positions rest, long total, Map<UUID, Map<Source, Instant>> completed) {}

    private final Snapshots snapshots;
    private final Snapshot snapshot;

    Erasures(Snapshots snapshots, Snapshot snapshot) {
        this.snapshots = snapshots;
        this.snapshot = snapshot;
    }

    /** @param rest where the page begins; null for the first page */
    Page page(Positions rest, int limit) {
        return snapshots.read(versions -> {
            Positions from = rest == null ? snapshot.positions() : rest;
            var items = new ArrayList<Entry>();
            try (var merged = new MergedEntries(versions, ERASED, _ -> true, Positions.NONE, from, limit + 1)) {
                while (items.size() < limit && merged.hasNext()) {
                    items.add(merged.next().entry());
                }
                return new Page(
                        items, merged.hasNext() ? merged.rest() : null, total(versions), completed(versions, items));
            }
        });
    }

    private long total(Function<Source, VersionStore> versions) {
        long total = 0;
        for (Source source : Source.values()) {
            total += versions.apply(source)
                    .histories()
                    .count(ERASED, 0, snapshot.positions().of(source));
        }
        return total;
    }

    private Map<UUID, Map<Source, Instant>> completed(Function<Source, VersionStore> versions, List<Entry> erased) {
        Set<UUID> persons = erased.stream().map(Entry::erased).collect(Collectors.toSet());
        var completed = new HashMap<UUID, Map<Source, Instant>>();
        for (Source source : Source.values()) {
            versions.apply(source)
                    .histories()
                    .completed(persons, snapshot.positions().of(source))
                    .forEach(entry -> completed
                            .computeIfAbsent(entry.details().person(), _ -> new EnumMap<>(Source.class))
                            .putIfAbsent(source, entry.time()));
        }
        return completed;
    }

    void write(JsonGenerator json, Page page, Entry erased) {
        Map<Source, Instant> completed = page.completed().getOrDefault(erased.erased(), Map.of());
        json.writeStartObject();
        Json.id(json, "personId", erased.erased());
        Json.text(json, "kind", kind(erased));
        Json.time(json, "requestedAt", erased.time());
        requestedBy(json, erased.actor());
        Json.text(json, "reason", erased.reason());
        json.writeArrayPropertyStart("services");
        for (Source source : Source.values()) {
            service(json, service(source), completed.containsKey(source), completed.get(source));
        }
        // what is listed here is taken in, so nothing of it is shown any more
        service(json, "reporting-service", true, null);
        json.writeEndArray();
        json.writeBooleanProperty("done", completed.size() == Source.values().length);
        json.writeEndObject();
    }

    private static String kind(Entry erased) {
        if (erased.isContactErased()) {
            return "contact";
        }
        return erased.employee() == null ? "customer" : "employee";
    }

    private void requestedBy(JsonGenerator json, String user) {
        json.writeObjectPropertyStart("requestedBy");
        Json.text(json, "id", user);
        Employee employee = snapshot.employeeOf(user);
        if (employee != null) {
            Json.name(json, employee);
        }
        json.writeEndObject();
    }

    /** @param at null where no event records it */
    private static void service(JsonGenerator json, String name, boolean done, Instant at) {
        json.writeStartObject();
        Json.text(json, "service", name);
        json.writeBooleanProperty("done", done);
        if (at != null) {
            Json.time(json, "doneAt", at);
        }
        json.writeEndObject();
    }

    /** Returns the name, as in {@code GET /api/health}, of the service that owns the log. */
    private static String service(Source source) {
        return switch (source) {
            case CUSTOMERS -> "customer-service";
            case RESPONSIBILITIES -> "responsibility-service";
            case GROUPINGS -> "grouping-service";
        };
    }
}

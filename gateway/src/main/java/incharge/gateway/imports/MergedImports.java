package incharge.gateway.imports;

import incharge.gateway.imports.ServiceImports.ServicePage;
import incharge.http.InvalidInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Merges the lists of several services, newest first. A page begins after the last import of the page before, so that
 * imports which begin meanwhile neither repeat nor displace any.
 */
final class MergedImports {

    private static final Comparator<Imported> NEWEST_FIRST = Comparator.comparing(Imported::startedAt)
            .thenComparing(Imported::id)
            .reversed();

    private MergedImports() {}

    /** @param cursor the service's page that holds the import, null for its first one */
    private record Imported(Instant startedAt, String id, JsonNode item, int service, String cursor) {}

    /** @param after what {@link #page} continues with, or null on the last page */
    record Merged(List<JsonNode> items, List<String> after, long total) {}

    /** @param cursors where each service goes on; null for its first page */
    private record Position(Instant startedAt, String id, List<String> cursors) {

        /** @param after empty for the first page */
        static Position of(List<String> after, int services) {
            if (after.isEmpty()) {
                return new Position(Instant.MAX, "", Collections.nCopies(services, null));
            }
            if (after.size() != services + 2) {
                throw invalid();
            }
            try {
                return new Position(
                        Instant.parse(after.get(0)),
                        after.get(1),
                        after.subList(2, after.size()).stream()
                                .map(cursor -> cursor.isEmpty() ? null : cursor)
                                .toList());
            } catch (DateTimeException _) {
                throw invalid();
            }
        }

        private static InvalidInput invalid() {
            return InvalidInput.request("cursor", "cursor-invalid", "The cursor is not one of this query.");
        }

        boolean isBefore(Imported imported) {
            return NEWEST_FIRST.compare(new Imported(startedAt, id, null, 0, null), imported) < 0;
        }
    }

    /**
     * Returns the imports of all services after a position.
     *
     * @param after of the page before; empty for the first page
     */
    static Merged page(List<ServiceImports> services, List<String> after, int limit) {
        Position position = Position.of(after, services.size());
        List<Imported> found = new ArrayList<>();
        boolean more = false;
        long total = 0;
        for (int service = 0; service < services.size(); service++) {
            String cursor = position.cursors().get(service);
            int wanted = found.size() + limit;
            ServicePage page;
            do {
                page = services.get(service).page(cursor, limit);
                for (JsonNode item : page.items()) {
                    Imported imported = imported(item, service, cursor);
                    if (position.isBefore(imported)) {
                        found.add(imported);
                    }
                }
                cursor = page.next();
            } while (cursor != null && found.size() < wanted);
            more |= cursor != null;
            total += page.total();
        }
        found.sort(NEWEST_FIRST);
        List<Imported> items = found.subList(0, Math.min(limit, found.size()));
        boolean last = items.isEmpty() || !more && items.size() == found.size();
        return new Merged(items.stream().map(Imported::item).toList(), last ? null : after(items, position), total);
    }

    private static Imported imported(JsonNode item, int service, String cursor) {
        return new Imported(
                Instant.parse(item.path("startedAt").asString()),
                item.path("importId").asString(),
                item,
                service,
                cursor);
    }

    /** Each service goes on with the page of its last import that was shown, of which the rest is still to come. */
    private static List<String> after(List<Imported> shown, Position before) {
        List<String> cursors = new ArrayList<>(before.cursors());
        shown.forEach(imported -> cursors.set(imported.service(), imported.cursor()));
        List<String> after = new ArrayList<>();
        after.add(shown.getLast().startedAt().toString());
        after.add(shown.getLast().id());
        cursors.forEach(cursor -> after.add(cursor == null ? "" : cursor));
        return after;
    }
}

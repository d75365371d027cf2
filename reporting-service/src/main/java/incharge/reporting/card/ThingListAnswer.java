package incharge.reporting.card;

import incharge.http.InvalidInput;
import incharge.http.Paging;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.Download.Row;
import incharge.reporting.answers.Slice;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.answers.SortKeys;
import incharge.reporting.card.ThingQuery.Part;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.StoreCursor;
import incharge.reporting.versions.ThingFilter;
import incharge.reporting.versions.ThingOrder;
import incharge.reporting.versions.VersionStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;

/**
 * One list of things. The database hands out most lists in their order, so that a page reads little more than its
 * items; texts are opened where a search needs them and for what is shown.
 */
final class ThingListAnswer {

    /** The rows of a file that are read at once. */
    private static final int STEP = 500;

    private static final Pattern PARTS = Pattern.compile(String.valueOf(SortKeys.PART));

    private final CardThings things;
    private final Snapshot snapshot;
    private final ThingQuery query;

    ThingListAnswer(CardThings things, Snapshot snapshot, ThingQuery query) {
        this.things = things;
        this.snapshot = snapshot;
        this.query = query;
    }

    /**
     * A page with what it answers beside its items.
     *
     * @param slice opened things
     */
    record Found(Slice<Content.Thing> slice, int total, ThingCounts counts, ThingNames names) {

        Answer.Page<Content.Thing> page(Paging paging) {
            return new Answer.Page<>(slice.items(), slice.last() == null ? null : paging.next(slice.last()), total);
        }
    }

    /**
     * Answers a page in the order of the query.
     *
     * @param time at which the counts hold
     */
    ResponseEntity<byte[]> page(SnapshotView view, Paging paging, Supplier<ThingCounts> counting, Instant time) {
        return answer(view, paging, found(paging, counting, time));
    }

    /** Returns the same page. */
    Found found(Paging paging, Supplier<ThingCounts> counting, Instant time) {
        String after = after(paging);
        return things.read(snapshot, (versions, at) -> {
            Slice<Content.Thing> slice = slice(versions, at, paging.limit(), after);
            KeptCount.Counted counted = counted(versions, at, time, counting);
            return new Found(slice, counted.total(), counted.counts(), ThingNames.of(slice.items(), versions, at));
        });
    }

    /**
     * Answers a page in the order of a key, for which every thing is opened.
     *
     * @param order identifies what the key orders by
     */
    ResponseEntity<byte[]> page(
            SnapshotView view,
            Paging paging,
            Supplier<ThingCounts> counting,
            Function<Content.Thing, String> key,
            Object order) {
        String after = after(paging);
        return answer(view, paging, things.read(snapshot, (versions, at) -> {
            Supplier<Sorted> sorting = () -> sorted(versions, at, counting.get(), key);
            Sorted sorted = query.key() == null
                    ? sorting.get()
                    : snapshot.remember(new SortedCacheKey(query.key(), order, versions), sorting);
            Slice<Place> places = Slice.of(sorted.places(), Place::key, paging.limit(), after);
            var slice = new Slice<>(things(versions, at, places.items()), places.last());
            return new Found(slice, sorted.places().size(), sorted.counts(), ThingNames.NONE);
        }));
    }

    /** The place of a thing in a list: no text of a thing is kept. */
    private record Place(String key, UUID id) {}

    private record Sorted(List<Place> places, ThingCounts counts) {}

    /** @param versions of the generation that was read: one that is replaced meanwhile may lack things */
    private record SortedCacheKey(KeptCount.Key query, Object order, VersionStore versions) {}

    private KeptCount.Counted counted(VersionStore versions, long at, Instant time, Supplier<ThingCounts> counting) {
        return query.key() == null
                ? KeptCount.count(query, versions, at, counting.get())
                : query.key().in(snapshot).at(at, time, query, versions, counting);
    }

    private List<Content.Thing> things(VersionStore versions, long at, List<Place> places) {
        var byId = new HashMap<UUID, Content.Thing>();
        List<UUID> ids = places.stream().map(Place::id).toList();
        versions.things(query.filter().withIds(ids), at).forEach(thing -> byId.put(thing.id(), versions.open(thing)));
        return ids.stream().map(byId::get).toList();
    }

    static ResponseEntity<byte[]> answer(SnapshotView view, Paging paging, Found found) {
        var item = new ThingItem(view, found.names());
        return Answer.page(
                view,
                found.page(paging),
                (json, _, thing) -> item.write(json, thing),
                json -> found.counts().write(json));
    }

    /** Returns null on the first page. */
    static String after(Paging paging) {
        if (paging.first()) {
            return null;
        }
        if (paging.after().size() != 1) {
            throw cursorInvalid();
        }
        return paging.after().getFirst();
    }

    private static InvalidInput cursorInvalid() {
        return InvalidInput.request("cursor", "cursor-invalid", "The cursor is not one of this query.");
    }

    private Slice<Content.Thing> slice(VersionStore versions, long at, int limit, String after) {
        var found = new ArrayList<Content.Thing>(limit + 1);
        String last = null;
        int first = after == null ? 0 : part(after);
        for (int part = first; part < query.parts().size() && found.size() <= limit; part++) {
            ThingOrder order = query.parts().get(part).order();
            String behind = part == first ? after : null;
            try (StoreCursor<Content.Thing> cursor =
                    versions.things(filter(part, behind), order, at, limit + 1, query.isOfFields() ? limit + 1 : 0)) {
                while (found.size() <= limit && cursor.hasNext()) {
                    Content.Thing thing = shown(versions, cursor.next());
                    if (thing != null && found.size() == limit) {
                        return new Slice<>(found, last);
                    }
                    if (thing != null) {
                        found.add(thing);
                        last = key(part, order, thing);
                    }
                }
            }
        }
        return new Slice<>(found, null);
    }

    /** Returns an opened thing; null for one that the list does not have. */
    private Content.Thing shown(VersionStore versions, Content.Thing thing) {
        if (!query.scope().shows().test(thing) || !query.listed().test(thing)) {
            return null;
        }
        Content.Thing opened = versions.open(thing);
        return query.finds(opened) ? opened : null;
    }

    private static String key(int part, ThingOrder order, Content.Thing thing) {
        return Integer.toString(part) + SortKeys.PART + order.written(thing) + SortKeys.PART + thing.id();
    }

    private int part(String key) {
        try {
            int part = Integer.parseInt(PARTS.split(key, 2)[0]);
            if (part < query.parts().size()) {
                return part;
            }
        } catch (NumberFormatException _) {
            throw cursorInvalid();
        }
        throw cursorInvalid();
    }

    /** @param after the key behind which the part begins; null for all of it */
    private ThingFilter filter(int number, String after) {
        Part part = query.parts().get(number);
        if (after == null) {
            return part.filter();
        }
        String[] keys = PARTS.split(after, 3);
        try {
            return part.filter().after(part.order(), part.order().read(keys[1]), UUID.fromString(keys[2]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
            throw cursorInvalid();
        }
    }

    private Sorted sorted(VersionStore versions, long at, ThingCounts counts, Function<Content.Thing, String> key) {
        var places = new ArrayList<Place>();
        versions.forEachSealed(query.filter(), at, thing -> {
            if (query.scope().shows().test(thing)) {
                Content.Thing opened = versions.open(thing);
                if (query.finds(opened)) {
                    counts.add(thing);
                    if (query.listed().test(thing)) {
                        places.add(new Place(key.apply(opened), thing.id()));
                    }
                }
            }
        });
        places.sort(Comparator.comparing(Place::key));
        return new Sorted(places, counts);
    }

    /** Writes all things of the list in the order of the query, read while they are written. */
    void writeTo(Row<Content.Thing> row) throws IOException {
        VersionStore versions = things.read(snapshot, (store, _) -> store);
        long at = CardThings.sequence(snapshot);
        for (Part part : query.parts()) {
            try (StoreCursor<Content.Thing> cursor = versions.things(part.filter(), part.order(), at, STEP, 0)) {
                while (cursor.hasNext()) {
                    Content.Thing thing = shown(versions, cursor.next());
                    if (thing != null) {
                        row.write(thing);
                    }
                }
            }
        }
    }

    /** Writes all things of the list in the order of a key. */
    void writeTo(Row<Content.Thing> row, Function<Content.Thing, String> key) throws IOException {
        VersionStore versions = things.read(snapshot, (store, _) -> store);
        long at = CardThings.sequence(snapshot);
        List<Place> places = sorted(versions, at, ThingCounts.NONE, key).places();
        for (int from = 0; from < places.size(); from += STEP) {
            List<Place> step = places.subList(from, Math.min(places.size(), from + STEP));
            for (Content.Thing thing : things(versions, at, step)) {
                row.write(thing);
            }
        }
    }
}

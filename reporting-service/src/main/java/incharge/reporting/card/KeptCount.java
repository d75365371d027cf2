package incharge.reporting.card;

import incharge.reporting.card.ThingScope.Many;
import incharge.reporting.snapshot.Derivation;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.VersionStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What is counted of a list of many things. It is kept up by the things that changed since, as long as no customer
 * does: so a page costs what is written beside it, and not all that was ever written.
 */
final class KeptCount {

    /** To read so many changed things costs about as much as to count a long list anew. */
    private static final int MOST_CHANGED = 5_000;

    /** What a list has, and what is counted beside it. */
    record Counted(int total, ThingCounts counts) {}

    /**
     * Under which a count is kept.
     *
     * @param query equal for lists of the same
     */
    record Key(Object query, Many customers) implements Derivation<KeptCount> {

        @Override
        public KeptCount of(Snapshot snapshot) {
            return new KeptCount();
        }

        @Override
        public boolean dependsOnCustomersAlone(Snapshot then, Snapshot now) {
            return customers.filter().dependsOnCustomersAlone(customers.visibility(), then, now);
        }

        @Override
        public KeptCount next(KeptCount value, Snapshot then, Snapshot now, int[] touched) {
            return touched.length == 0 ? value : of(now);
        }
    }

    private Counted counted;
    /** The sequence at which it was counted. */
    private long at;

    private KeptCount() {}

    /**
     * Returns the count at a sequence.
     *
     * @param counting begins the count of what is answered beside the list
     * @param time at which it holds
     */
    synchronized Counted at(
            long sequence, Instant time, ThingQuery query, VersionStore versions, Supplier<ThingCounts> counting) {
        boolean holds = counted != null && counted.counts().holdAt(time);
        if (holds && sequence == at) {
            return counted;
        }
        Counted now = holds && sequence > at ? changed(sequence, time, query, versions) : null;
        if (now == null) {
            now = count(query, versions, sequence, counting.get());
        }
        // a request may have read an older snapshot than the one before it
        if (counted == null || sequence >= at) {
            counted = now;
            at = sequence;
        }
        return now;
    }

    /** Returns null when there is too much to read, or it must be counted anew. */
    private Counted changed(long sequence, Instant time, ThingQuery query, VersionStore versions) {
        Set<UUID> ids = versions.changedThings(at, sequence, MOST_CHANGED);
        if (ids.size() > MOST_CHANGED) {
            return null;
        }
        List<Content.Thing> before = found(query, ids, versions, at);
        List<Content.Thing> after = found(query, ids, versions, sequence);
        ThingCounts counts = counted.counts().replaced(before, after, time);
        return counts == null
                ? null
                : new Counted(counted.total() - listed(query, before) + listed(query, after), counts);
    }

    private static List<Content.Thing> found(ThingQuery query, Set<UUID> ids, VersionStore versions, long at) {
        var found = new ArrayList<Content.Thing>();
        if (!ids.isEmpty()) {
            versions.forEachSealed(query.filter().withIds(ids), at, thing -> {
                if (query.counts(thing, versions)) {
                    found.add(thing);
                }
            });
        }
        return found;
    }

    private static int listed(ThingQuery query, List<Content.Thing> things) {
        return Math.toIntExact(things.stream().filter(query.listed()).count());
    }

    /** Counts what a list has, and all that is counted beside it. */
    static Counted count(ThingQuery query, VersionStore versions, long at, ThingCounts counts) {
        if (query.isExact() && counts == ThingCounts.NONE) {
            return new Counted(Math.toIntExact(versions.countThings(query.filter(), at)), counts);
        }
        int[] total = new int[1];
        VersionStore.Reading reading = query.readsTexts() ? versions::forEachSealed : versions::forEachThing;
        reading.read(query.filter(), at, thing -> {
            if (query.counts(thing, versions)) {
                counts.add(thing);
                total[0] += query.listed().test(thing) ? 1 : 0;
            }
        });
        return new Counted(total[0], counts);
    }
}

package incharge.reporting.card;

import incharge.reporting.answers.Search;
import incharge.reporting.card.ThingScope.Many;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Derivation;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.VersionStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What is counted of a list of many things. It is kept up by the things that changed since, as long as the list is
 * about the same customers and projects: so a page costs what is written beside it, and not all that was ever written.
 */
final class KeptCount {

    /** To read so many changed things costs about as much as to count a long list anew. */
    private static final int MOST_CHANGED = 5_000;

    /** What a list has, and what is counted beside it. */
    record Counted(int total, ThingCounts counts) {}

    /**
     * Under which a count is kept: equal for lists of the same things.
     *
     * @param options what lists of that type have beside the parameters of all
     */
    record Key(ThingType type, Many customers, Parameters parameters, Object options) implements Derivation<KeptCount> {

        /**
         * Returns the count that goes with a snapshot. Those of searches and of the past are not kept for later ones.
         */
        KeptCount in(Snapshot snapshot) {
            boolean forLater = parameters.asOf() == null && parameters.search().equals(Search.ANYTHING);
            return forLater ? snapshot.derive(this, this) : snapshot.remember(this, () -> of(snapshot));
        }

        @Override
        public KeptCount of(Snapshot snapshot) {
            return new KeptCount(type);
        }

        @Override
        public boolean dependsOnCustomersAlone(Snapshot then, Snapshot now) {
            return customers.filter().dependsOnCustomersAlone(customers.visibility(), then, now);
        }

        @Override
        public KeptCount next(KeptCount value, Snapshot then, Snapshot now, int[] touched) {
            boolean same =
                    Arrays.stream(touched).allMatch(slot -> shown(then, slot).equals(shown(now, slot)));
            return same ? value : of(now);
        }

        /** Returns the ids of a customer and its projects, as far as the list is about them. */
        private Set<UUID> shown(Snapshot snapshot, int slot) {
            Customer customer = snapshot.customers().at(slot);
            if (customer == null
                    || !customers.filter().shows(snapshot, customers.visibility(), snapshot.targetOf(customer))) {
                return Set.of();
            }
            Set<UUID> shown = Arrays.stream(snapshot.projectsOf(slot))
                    .filter(customers.filter()::shows)
                    .map(Project::id)
                    .collect(Collectors.toSet());
            shown.add(customer.id());
            return shown;
        }
    }

    private final ThingType type;
    private Counted counted;
    /** The sequence at which it was counted, and of which generation. */
    private long at;

    private VersionStore of;

    private KeptCount(ThingType type) {
        this.type = type;
    }

    /**
     * Returns the count at a sequence.
     *
     * @param counting begins the count of what is answered beside the list
     * @param time at which it holds
     */
    synchronized Counted at(
            long sequence, Instant time, ThingQuery query, VersionStore versions, Supplier<ThingCounts> counting) {
        // a generation that is replaced while it is read may lack things
        boolean holds = counted != null && of == versions && counted.counts().holdAt(time);
        if (holds && sequence == at) {
            return counted;
        }
        Counted now = holds ? changed(sequence, time, query, versions) : null;
        if (now == null) {
            now = count(query, versions, sequence, counting.get());
        }
        // a request may have begun before another one, with an older snapshot
        if (counted == null || of != versions || sequence >= at) {
            counted = now;
            at = sequence;
            of = versions;
        }
        return now;
    }

    /**
     * Returns the count at a later or earlier sequence; null when there is too much to read, or all must be counted.
     */
    private Counted changed(long sequence, Instant time, ThingQuery query, VersionStore versions) {
        Set<UUID> ids = versions.changedThings(type, Math.min(at, sequence), Math.max(at, sequence), MOST_CHANGED);
        if (ids.size() > MOST_CHANGED) {
            return null;
        }
        List<Content.Thing> before = found(query, ids, versions, at);
        List<Content.Thing> after = found(query, ids, versions, sequence);
        if (before.isEmpty() && after.isEmpty()) {
            return counted;
        }
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

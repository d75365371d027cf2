package incharge.reporting.history;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Level;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.Entry;
import incharge.reporting.versions.HistoryFilter;
import incharge.reporting.versions.HistoryFilter.Cards;
import incharge.reporting.versions.HistoryFilter.Things;
import incharge.reporting.versions.Kind;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.ThingFilter;
import incharge.reporting.versions.VersionStore;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The history of one customer with all that is on its card. */
final class Timeline {

    private final Snapshots snapshots;
    private final SnapshotView view;
    private final Customer customer;
    private final Set<Source> sources;
    private final ZoneId zone;

    /** @param caller who reads of responsibilities only with that level */
    Timeline(Snapshots snapshots, SnapshotView view, Customer customer, Caller caller, ZoneId zone) {
        this.snapshots = snapshots;
        this.view = view;
        this.customer = customer;
        this.zone = zone;
        this.sources = EnumSet.allOf(Source.class);
        if (!caller.can(Area.RESPONSIBILITIES, Level.VIEW)) {
            sources.remove(Source.RESPONSIBILITIES);
        }
    }

    /** The project or the sales case that a history is about, each null for all of the card. */
    record Scope(UUID project, UUID salesCase) {

        private static Set<UUID> set(UUID id) {
            return id == null ? Set.of() : Set.of(id);
        }
    }

    History history(Things things, Scope scope, LocalDate from, LocalDate to) {
        var cards = new Cards(things, cards(scope), Scope.set(scope.salesCase()));
        return new History(
                snapshots,
                view,
                HistoryFilter.timeline(customer.id(), Scope.set(scope.project()), cards),
                new Days(from, to, zone),
                things == Things.INTERACTIONS_ALONE ? EnumSet.of(Source.CUSTOMERS) : sources);
    }

    /** Returns the customers whose own things lie beneath this one. */
    private Set<UUID> cards(Scope scope) {
        // a sales case is asked for at its own customer, also where it is shown beneath another one
        if (customer.mergedInto() != null && scope.salesCase() == null) {
            return Set.of();
        }
        var cards = new HashSet<>(view.snapshot().mergedInto(List.of(customer.id())));
        cards.add(customer.id());
        return cards;
    }

    TimelineWriter writer(Collection<Entry> entries) {
        return new TimelineWriter(view.snapshot(), things(entries));
    }

    /** Returns the things that the entries are about, as they are in the snapshot or were last, with their texts. */
    private Map<UUID, Content.Thing> things(Collection<Entry> entries) {
        var ids = new HashSet<UUID>();
        var types = EnumSet.noneOf(ThingType.class);
        var keys = new HashSet<String>();
        for (Entry entry : entries) {
            Content.Thing thing = entry.thing();
            if (thing != null) {
                ids.add(thing.id());
                types.add(thing.type());
                keys.add(Kind.key(thing.type(), thing.id()));
            }
        }
        return ids.isEmpty()
                ? Map.of()
                : snapshots.read(versions -> {
                    VersionStore store = versions.apply(Source.CUSTOMERS);
                    var found = new HashMap<UUID, Content.Thing>();
                    // those that are removed are only here
                    store.newest(keys)
                            .values()
                            .forEach(content -> found.put(((Content.Thing) content).id(), (Content.Thing) content));
                    store.things(
                                    ThingFilter.of(types).withIds(ids),
                                    view.snapshot().positions().customers())
                            .forEach(thing -> found.put(thing.id(), store.open(thing)));
                    return found;
                });
    }
}

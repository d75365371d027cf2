package incharge.reporting.card;

import incharge.reporting.answers.SnapshotView;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.history.HistoryRow;
import incharge.reporting.history.TimelineWriter;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.Entry;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.ThingFilter;
import incharge.reporting.versions.VersionStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.bson.Document;
import tools.jackson.core.JsonGenerator;

/**
 * All that the card of a customer shows of its things, in two reads: of most types all are counted without their texts,
 * of which there may be many; then those that are shown are read whole, with the few that a customer has of the others.
 */
final class CustomerCard {

    private static final int MOST_CONTACTS = 20;
    private static final int MOST_TEXTS = 5;

    private static final Set<ThingType> MANY = EnumSet.of(
            ThingType.NOTE,
            ThingType.COMMENT,
            ThingType.ACTIVITY,
            ThingType.SALES_CASE,
            ThingType.FILE,
            ThingType.LINK);
    private static final Set<ThingType> FEW =
            EnumSet.of(ThingType.CONTACT, ThingType.ADDRESS, ThingType.BILLING, ThingType.FIELDS, ThingType.AVATAR);
    private static final ThingFilter CUSTOM_FIELDS = ThingFilter.of(Set.of(ThingType.CUSTOM_FIELD));

    private final SnapshotView view;
    private final Customer customer;
    private final Instant now;
    private final VersionStore versions;
    private final long at;
    private final CardCounts counts;
    private final Map<ThingType, List<Content.Thing>> ofDetails = new EnumMap<>(ThingType.class);
    private final TreeMap<String, Content.Thing> firstContacts = new TreeMap<>();
    private final Function<Content.Thing, String> contactKey = ThingListViews.byName(Collation.EN);
    private final First newestNotes = new First(Content.Thing.FIRST.reversed(), MOST_TEXTS);
    private final First newestComments = new First(Content.Thing.FIRST.reversed(), MOST_TEXTS);
    private final First nextActions = new First(Content.Thing.FIRST, 1);
    /** Those that are shown of the many, opened, by their ids. */
    private final Map<UUID, Content.Thing> shown = new HashMap<>();

    /** The sequence of the newest interaction; 0 for none. */
    private long lastSequence;
    /** The newest interaction, sealed; null for none. */
    private Entry lastInteraction;
    /** The newest entry of the customer itself, sealed. */
    private Entry newest;

    private final List<Content.Thing> notes;
    private final List<Content.Thing> addresses;
    private final CustomerDetails details;
    private final ThingNames names;

    /** The first of many things in an order. */
    private record First(TreeSet<Content.Thing> things, int most) {

        First(Comparator<Content.Thing> order, int most) {
            this(new TreeSet<>(order), most);
        }

        void add(Content.Thing thing) {
            things.add(thing);
            if (things.size() > most) {
                things.pollLast();
            }
        }
    }

    private CustomerCard(SnapshotView view, Customer customer, Instant now, VersionStore versions) {
        this.view = view;
        this.customer = customer;
        this.now = now;
        this.versions = versions;
        at = CardThings.sequence(view.snapshot());
        counts = new CardCounts(now);
        versions.forEachLast(beneath(MANY), at, this::count);
        versions.forEachOfCard(customer.id(), List.of(beneath(FEW), chosen()), lastSequence, at, this::read);
        Content.Customer content = versions.customer(newest, at);
        addresses = Addresses.of(content, ofDetails(ThingType.ADDRESS), versions, at);
        notes = shown(newestNotes);
        details = details(content);
        names = ThingNames.of(notes, versions, at);
    }

    static CustomerCard of(Snapshots snapshots, SnapshotView view, Customer customer, Instant now) {
        return snapshots.read(versions -> new CustomerCard(view, customer, now, versions.apply(Source.CUSTOMERS)));
    }

    private ThingFilter beneath(Set<ThingType> types) {
        return CardThings.beneath(ThingFilter.of(types), view.snapshot(), List.of(customer));
    }

    /** A thing that was removed counts no more; that it was is an interaction. */
    private void count(Entry entry) {
        if (entry.isInteraction()) {
            lastSequence = Math.max(lastSequence, entry.sequence());
        }
        if (!entry.version().gone()) {
            count(entry.thing());
        }
    }

    private void count(Content.Thing thing) {
        counts.add(thing);
        switch (thing.type()) {
            case NOTE -> newestNotes.add(thing);
            case COMMENT -> newestComments.add(thing);
            case ACTIVITY -> {
                if (!ActivityOptions.isPast(thing, now)) {
                    nextActions.add(thing);
                }
            }
            case SALES_CASE, FILE, LINK, CONTACT, ADDRESS, BILLING, FIELDS, AVATAR, CUSTOM_FIELD -> {}
        }
    }

    /** Chooses what is shown of the many. */
    private ThingFilter chosen() {
        var ids = new HashSet<UUID>();
        for (First first : List.of(newestNotes, newestComments, nextActions)) {
            first.things().forEach(thing -> ids.add(thing.id()));
        }
        return ThingFilter.of(MANY).withIds(ids);
    }

    private void read(Entry entry) {
        if (entry.sequence() == lastSequence) {
            lastInteraction = entry;
        }
        if (entry.thing() == null) {
            newest = entry;
        } else if (entry.version().gone()) {
            shown.put(entry.thing().id(), versions.open(entry.thing()));
        } else {
            read(entry.thing());
        }
    }

    private void read(Content.Thing thing) {
        switch (thing.type()) {
            case CONTACT -> {
                counts.add(thing);
                addContact(thing);
            }
            case ADDRESS, BILLING, FIELDS, AVATAR ->
                ofDetails.computeIfAbsent(thing.type(), _ -> new ArrayList<>()).add(thing);
            case NOTE, COMMENT, ACTIVITY, SALES_CASE, FILE, LINK, CUSTOM_FIELD ->
                shown.put(thing.id(), versions.open(thing));
        }
    }

    private List<Content.Thing> shown(First first) {
        return first.things().stream().map(thing -> shown.get(thing.id())).toList();
    }

    /** The first active contacts by name are shown, for which every name is opened. */
    private void addContact(Content.Thing contact) {
        if (ContactOptions.isActive(contact)) {
            Content.Thing opened = versions.open(contact);
            firstContacts.put(contactKey.apply(opened), opened);
            if (firstContacts.size() > MOST_CONTACTS) {
                firstContacts.pollLastEntry();
            }
        }
    }

    private List<Content.Thing> ofDetails(ThingType type) {
        return ofDetails.getOrDefault(type, List.of());
    }

    private CustomerDetails details(Content.Customer content) {
        Content.Thing fields = once(ThingType.FIELDS);
        return new CustomerDetails(
                content,
                Addresses.texts(content, versions).orElseGet(Document::new),
                addresses.stream().filter(Addresses::isHeadquarters).findFirst().orElse(null),
                Avatars.path(customer, once(ThingType.AVATAR)),
                once(ThingType.BILLING),
                fields == null ? Map.of() : CustomerDetails.shown(fields, definitions()));
    }

    /** Returns what a customer has once; null for none. */
    private Content.Thing once(ThingType type) {
        return ofDetails(type).stream().findFirst().map(versions::open).orElse(null);
    }

    private Map<UUID, Content.Thing> definitions() {
        var definitions = new HashMap<UUID, Content.Thing>();
        versions.things(CUSTOM_FIELDS, at).forEach(field -> definitions.put(field.id(), field));
        return definitions;
    }

    /** Returns the code by which a look-up in a public registry would be refused, or yes. */
    String registry(PublicRegistries registries) {
        return registries.refusal(customer.vatNumber(), details.country());
    }

    void writeCustomer(JsonGenerator json) {
        json.writeObjectPropertyStart("customer");
        details.write(json, view.snapshot());
        json.writeEndObject();
    }

    void writeThings(JsonGenerator json) {
        write(json, "addresses", addresses);
        write(json, "contacts", firstContacts.values());
        write(json, "notes", notes);
        write(json, "comments", shown(newestComments).reversed());
        NextActions.write(
                json, view.snapshot(), shown(nextActions).stream().findFirst().orElse(null));
    }

    void writeLastInteraction(JsonGenerator json) {
        json.writeName("lastInteraction");
        if (lastInteraction == null) {
            json.writeNull();
        } else {
            var row = new HistoryRow(Source.CUSTOMERS, versions.open(lastInteraction));
            new TimelineWriter(view.snapshot(), shown).write(json, row);
        }
    }

    void writeCounts(JsonGenerator json) {
        counts.write(json, view.snapshot(), customer);
    }

    private void write(JsonGenerator json, String property, Iterable<Content.Thing> shown) {
        var item = new ThingItem(view, names);
        json.writeArrayPropertyStart(property);
        for (Content.Thing thing : shown) {
            json.writeStartObject();
            item.write(json, thing);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}

package incharge.reporting.card;

import incharge.reporting.answers.SnapshotView;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.ThingFilter;
import incharge.reporting.versions.ThingOrder;
import incharge.reporting.versions.VersionStore;
import incharge.reporting.versions.VersionStore.ThingCursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import tools.jackson.core.JsonGenerator;

/** All that the card of a customer shows of its things: counted without their texts, and opened as far as shown. */
final class CustomerCard {

    private static final int MOST_CONTACTS = 20;
    private static final int MOST_TEXTS = 5;

    /** What belongs to the details of a customer, and is not counted. */
    private static final Set<ThingType> OF_DETAILS = EnumSet.of(ThingType.ADDRESS, ThingType.BILLING, ThingType.FIELDS);

    private static final Set<ThingType> COUNTED = EnumSet.complementOf(
            EnumSet.of(ThingType.ADDRESS, ThingType.BILLING, ThingType.FIELDS, ThingType.CUSTOM_FIELD));
    private static final ThingFilter CUSTOM_FIELDS = ThingFilter.of(Set.of(ThingType.CUSTOM_FIELD));

    private final SnapshotView view;
    private final Customer customer;
    private final CardCounts counts;
    private final List<Content.Thing> addresses;
    private final List<Content.Thing> contacts;
    private final List<Content.Thing> notes;
    private final List<Content.Thing> comments;
    private final Content.Thing nextAction;
    private final CustomerDetails details;
    private final ThingNames names;

    private CustomerCard(SnapshotView view, Customer customer, Instant now, VersionStore versions, long at) {
        this.view = view;
        this.customer = customer;
        counts = new CardCounts(now);
        versions.forEachThing(filter(COUNTED), at, counts::add);
        Map<ThingType, List<Content.Thing>> ofDetails =
                versions.things(filter(OF_DETAILS), at).stream().collect(Collectors.groupingBy(Content.Thing::type));
        Content.Customer content = versions.customer(customer.id(), at);
        addresses = Addresses.of(content, ofDetails.getOrDefault(ThingType.ADDRESS, List.of()), versions);
        contacts = firstContacts(versions, at);
        notes = first(filter(Set.of(ThingType.NOTE)), ThingOrder.LAST, MOST_TEXTS, versions, at);
        comments = first(filter(Set.of(ThingType.COMMENT)), ThingOrder.LAST, MOST_TEXTS, versions, at)
                .reversed();
        ThingFilter planned = filter(Set.of(ThingType.ACTIVITY)).planned(now);
        nextAction = first(planned, ThingOrder.FIRST, 1, versions, at).stream()
                .findFirst()
                .orElse(null);
        details = details(content, ofDetails, versions, at);
        names = ThingNames.of(notes, versions, at);
    }

    static CustomerCard of(CardThings things, SnapshotView view, Customer customer, Instant now) {
        return things.read(view.snapshot(), (versions, at) -> new CustomerCard(view, customer, now, versions, at));
    }

    private ThingFilter filter(Set<ThingType> types) {
        return CardThings.beneath(ThingFilter.of(types), view.snapshot(), List.of(customer));
    }

    /** Returns the first active contacts by name, for which every name is opened, but few are kept. */
    private List<Content.Thing> firstContacts(VersionStore versions, long at) {
        Function<Content.Thing, String> key = ThingListViews.byName(Collation.EN);
        var first = new TreeMap<String, Content.Thing>();
        versions.forEachSealed(filter(Set.of(ThingType.CONTACT)), at, contact -> {
            if (ContactOptions.isActive(contact)) {
                Content.Thing opened = versions.open(contact);
                first.put(key.apply(opened), opened);
                if (first.size() > MOST_CONTACTS) {
                    first.pollLastEntry();
                }
            }
        });
        return List.copyOf(first.values());
    }

    private static List<Content.Thing> first(
            ThingFilter filter, ThingOrder order, int most, VersionStore versions, long at) {
        var first = new ArrayList<Content.Thing>(most);
        try (ThingCursor cursor = versions.things(filter, order, at, most, most)) {
            cursor.forEachRemaining(thing -> first.add(versions.open(thing)));
        }
        return first;
    }

    private CustomerDetails details(
            Content.Customer content, Map<ThingType, List<Content.Thing>> things, VersionStore versions, long at) {
        Content.Thing fields = once(things, ThingType.FIELDS, versions);
        return new CustomerDetails(
                content,
                Addresses.texts(content, versions).orElseGet(Document::new),
                addresses.stream().filter(Addresses::isHeadquarters).findFirst().orElse(null),
                once(things, ThingType.BILLING, versions),
                fields == null ? Map.of() : CustomerDetails.shown(fields, definitions(versions, at)));
    }

    /** Returns what a customer has once; null for none. */
    private static Content.Thing once(
            Map<ThingType, List<Content.Thing>> things, ThingType type, VersionStore versions) {
        return things.getOrDefault(type, List.of()).stream()
                .findFirst()
                .map(versions::open)
                .orElse(null);
    }

    private static Map<UUID, Content.Thing> definitions(VersionStore versions, long at) {
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
        write(json, "contacts", contacts);
        write(json, "notes", notes);
        write(json, "comments", comments);
        NextActions.write(json, view.snapshot(), nextAction);
    }

    void writeCounts(JsonGenerator json) {
        counts.write(json, view.snapshot(), customer);
    }

    private void write(JsonGenerator json, String property, List<Content.Thing> shown) {
        var item = new ThingItem(view.snapshot(), names);
        json.writeArrayPropertyStart(property);
        for (Content.Thing thing : shown) {
            json.writeStartObject();
            item.write(json, thing);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}

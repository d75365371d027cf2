package incharge.reporting.card;

import incharge.reporting.answers.SnapshotView;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.ThingFilter;
import incharge.reporting.versions.VersionStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import tools.jackson.core.JsonGenerator;

/** All that the card of a customer shows of its things: read at once, and opened as far as it is shown. */
final class CustomerCard {

    private static final int MOST_CONTACTS = 20;
    private static final int MOST_TEXTS = 5;

    private static final Set<ThingType> OF_CUSTOMERS = EnumSet.complementOf(EnumSet.of(ThingType.CUSTOM_FIELD));
    private static final ThingFilter CUSTOM_FIELDS = ThingFilter.of(Set.of(ThingType.CUSTOM_FIELD));

    private static final Comparator<Content.Thing> NEWEST =
            Comparator.comparingLong(Content.Thing::order).reversed();

    private final SnapshotView view;
    private final Customer customer;
    private final Instant now;
    private final Map<ThingType, List<Content.Thing>> things;
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
        this.now = now;
        ThingFilter filter = CardThings.beneath(ThingFilter.of(OF_CUSTOMERS), view.snapshot(), List.of(customer));
        things = versions.things(filter, at).stream().collect(Collectors.groupingBy(Content.Thing::type));
        Content.Customer content = versions.customer(customer.id(), at);
        addresses = Addresses.of(content, of(ThingType.ADDRESS).toList(), versions);
        contacts = of(ThingType.CONTACT)
                .filter(ContactOptions::isActive)
                .map(versions::open)
                .sorted(Comparator.comparing(ThingListViews.byName(Collation.EN)))
                .limit(MOST_CONTACTS)
                .toList();
        notes = newest(ThingType.NOTE, versions);
        comments = newest(ThingType.COMMENT, versions).reversed();
        Predicate<Content.Thing> past = activity -> ActivityOptions.isPast(activity, now);
        nextAction = of(ThingType.ACTIVITY)
                .filter(past.negate())
                .min(NextActions.SOONEST)
                .map(versions::open)
                .orElse(null);
        details = details(content, versions, at);
        names = ThingNames.of(notes, versions, at);
    }

    static CustomerCard of(CardThings things, SnapshotView view, Customer customer, Instant now) {
        return things.read(view.snapshot(), (versions, at) -> new CustomerCard(view, customer, now, versions, at));
    }

    private Stream<Content.Thing> of(ThingType type) {
        return things.getOrDefault(type, List.of()).stream();
    }

    private List<Content.Thing> newest(ThingType type, VersionStore versions) {
        return of(type).sorted(NEWEST).limit(MOST_TEXTS).map(versions::open).toList();
    }

    private CustomerDetails details(Content.Customer content, VersionStore versions, long at) {
        Content.Thing fields =
                of(ThingType.FIELDS).findFirst().map(versions::open).orElse(null);
        return new CustomerDetails(
                content,
                Addresses.texts(content, versions).orElseGet(Document::new),
                addresses.stream().filter(Addresses::isHeadquarters).findFirst().orElse(null),
                of(ThingType.BILLING).findFirst().map(versions::open).orElse(null),
                fields == null ? Map.of() : CustomerDetails.shown(fields, definitions(versions, at)));
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
        CardCounts.write(json, view.snapshot(), customer, things, now);
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

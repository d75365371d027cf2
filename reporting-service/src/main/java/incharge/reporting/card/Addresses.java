package incharge.reporting.card;

import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.Entry;
import incharge.reporting.versions.VersionStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;

/** The addresses of a customer: the headquarters, which lies in the customer's details, and things of their own. */
final class Addresses {

    static final String HEADQUARTERS = "headquarters";
    static final String ADDRESS = "address";
    static final String ADDRESS_ID = "addressId";

    /** The types of events that have the details of a customer. */
    private static final Set<String> DETAILING = Set.of("CustomerRegistered", "CustomerDetailsChanged");

    private Addresses() {}

    /** Returns all of them, the headquarters first, then the oldest first: ids grow with time. */
    static List<Content.Thing> of(
            Content.Customer customer, List<Content.Thing> others, VersionStore versions, long at) {
        var all = new ArrayList<Content.Thing>(others.size() + 1);
        Content.Thing headquarters = headquarters(customer, versions, at);
        if (headquarters != null) {
            all.add(headquarters);
        }
        others.stream()
                .sorted(Comparator.comparing(other -> other.id().toString()))
                .map(versions::open)
                .forEach(all::add);
        return all;
    }

    /** Returns the position of an address of that list as a text that compares like it. */
    static String key(Content.Thing address) {
        return (isHeadquarters(address) ? "0" : "1") + address.id();
    }

    static boolean isHeadquarters(Content.Thing address) {
        return address.get(HEADQUARTERS) != null;
    }

    /** Returns the headquarters as the other addresses are; null if there is none, or it is erased. */
    private static Content.Thing headquarters(Content.Customer customer, VersionStore versions, long at) {
        Document address = address(customer, versions);
        if (address == null) {
            return null;
        }
        Recorded recorded = customer.sealedDetails() == null
                ? new Recorded(
                        customer.profile().addressAdded(), customer.profile().addressChanged())
                : Recorded.ofPerson(customer.id(), versions, at);
        var fields = new Document(HEADQUARTERS, true);
        fields.putAll(address);
        return new Content.Thing(
                id(customer),
                ThingType.ADDRESS,
                customer.id(),
                null,
                null,
                recorded.added(),
                recorded.changed(),
                recorded.added().sequence(),
                Content.Thing.NEVER,
                fields,
                List.of(),
                null);
    }

    private static UUID id(Content.Customer customer) {
        String id = customer.profile().fields().getString(ADDRESS_ID);
        return id == null ? customer.id() : UUID.fromString(id);
    }

    /**
     * Who made an address the headquarters, and changed it since.
     *
     * @param changed null for an address that is as it was added
     */
    private record Recorded(Content.Touch added, Content.Touch changed) {

        /** Reads what gave a person an address: that is known only where the texts are opened. */
        static Recorded ofPerson(UUID person, VersionStore versions, long at) {
            Recorded last = null;
            UUID headquarters = null;
            for (Entry entry : versions.ofCustomer(person, at)) {
                var customer = (Content.Customer) entry.version().content();
                if (DETAILING.contains(entry.type())) {
                    UUID id = address(customer, versions) == null ? null : id(customer);
                    var touch = new Content.Touch(entry.sequence(), entry.time(), entry.actor());
                    last = id != null && id.equals(headquarters)
                            ? new Recorded(last.added(), touch)
                            : new Recorded(touch, null);
                    headquarters = id;
                }
            }
            return last;
        }
    }

    /** Returns the address in a customer's details; null for none, and for an erased one. */
    private static Document address(Content.Customer customer, VersionStore versions) {
        if (customer.profile() == null) {
            return null;
        }
        Document clear = customer.profile().fields().get(ADDRESS, Document.class);
        return clear != null
                ? clear
                : texts(customer, versions)
                        .map(texts -> texts.get(ADDRESS, Document.class))
                        .orElse(null);
    }

    /** Returns the details of a person that are sealed; empty if there are none, or the person is erased. */
    static Optional<Document> texts(Content.Customer customer, VersionStore versions) {
        return customer.sealedDetails() == null ? Optional.empty() : versions.open(customer.sealedDetails());
    }
}

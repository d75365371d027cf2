package incharge.reporting.card;

import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.VersionStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;

/** The addresses of a customer: the headquarters, which lies in the customer's details, and things of their own. */
final class Addresses {

    static final String HEADQUARTERS = "headquarters";
    static final String ADDRESS = "address";
    static final String ADDRESS_ID = "addressId";

    private Addresses() {}

    /** Returns all of them, the headquarters first, then the oldest first: ids grow with time. */
    static List<Content.Thing> of(Content.Customer customer, List<Content.Thing> others, VersionStore versions) {
        var all = new ArrayList<Content.Thing>(others.size() + 1);
        Content.Thing headquarters = headquarters(customer, versions);
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

    /** Returns the headquarters as the other addresses are; null if there is none. */
    private static Content.Thing headquarters(Content.Customer customer, VersionStore versions) {
        Content.Profile profile = customer.profile();
        if (profile == null || profile.addressAdded() == null) {
            return null;
        }
        var fields = new Document(HEADQUARTERS, true);
        address(customer, versions).ifPresentOrElse(fields::putAll, () -> fields.append("erased", true));
        String id = profile.fields().getString(ADDRESS_ID);
        return new Content.Thing(
                id == null ? customer.id() : UUID.fromString(id),
                ThingType.ADDRESS,
                customer.id(),
                null,
                null,
                profile.addressAdded(),
                profile.addressChanged(),
                profile.addressAdded().sequence(),
                Content.Thing.NEVER,
                fields,
                List.of(),
                null);
    }

    /** Returns the address in a customer's details; empty if it is erased. */
    static Optional<Document> address(Content.Customer customer, VersionStore versions) {
        Document clear = customer.profile().fields().get(ADDRESS, Document.class);
        return clear != null
                ? Optional.of(clear)
                : texts(customer, versions).map(texts -> texts.get(ADDRESS, Document.class));
    }

    /** Returns the details of a person that are sealed; empty if there are none, or the person is erased. */
    static Optional<Document> texts(Content.Customer customer, VersionStore versions) {
        return customer.sealedDetails() == null ? Optional.empty() : versions.open(customer.sealedDetails());
    }
}

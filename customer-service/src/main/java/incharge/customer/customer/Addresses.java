package incharge.customer.customer;

import incharge.customer.event.Address;
import incharge.customer.event.AddressEvent;
import incharge.customer.event.AddressEvent.AddressAdded;
import incharge.customer.event.AddressEvent.AddressChanged;
import incharge.customer.event.AddressEvent.AddressRemoved;
import incharge.customer.event.AddressKind;
import incharge.customer.event.Place;
import incharge.eventstore.decider.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The addresses of a customer. Exactly one is the headquarters, as long as there is any; it lies in the customer's
 * details, while each other one has events of its own. A method returns what they are after a change.
 *
 * @param headquartersId null, like {@code headquarters}, when there are no addresses
 * @param others in the order in which they were added
 */
public record Addresses(UUID headquartersId, Address headquarters, Map<UUID, Address> others) {

    static final int MOST = 100;

    /** Returns the address of that id, or null. */
    public Address find(UUID id) {
        return id.equals(headquartersId) ? headquarters : others.get(id);
    }

    /** Returns the address whose place {@link #withOfKind} gives to another one; null if it adds that. */
    public Address ofKind(AddressKind kind) {
        UUID id = idOfKind(kind);
        return id == null ? null : find(id);
    }

    private UUID idOfKind(AddressKind kind) {
        if (headquarters != null && headquarters.kind() == kind) {
            return headquartersId;
        }
        return others.entrySet().stream()
                .filter(other -> other.getValue().kind() == kind)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(
                        kind == AddressKind.VISITING && headquarters != null && headquarters.kind() == null
                                ? headquartersId
                                : null);
    }

    /** Adds an address; the first one is the headquarters. */
    public Addresses with(UUID id, Address address) {
        if (headquarters == null) {
            return new Addresses(id, address, others);
        }
        if (others.size() + 1 >= MOST) {
            throw Refused.rule("too-many", null, "A customer has at most " + MOST + " addresses.");
        }
        return new Addresses(headquartersId, headquarters, put(id, address));
    }

    /** Puts another address in the place of the one of that id. */
    public Addresses changed(UUID id, Address address) {
        get(id);
        return id.equals(headquartersId)
                ? new Addresses(id, address, others)
                : new Addresses(headquartersId, headquarters, put(id, address));
    }

    public Addresses without(UUID id) {
        get(id);
        if (id.equals(headquartersId)) {
            return withoutHeadquarters(null);
        }
        var rest = new LinkedHashMap<>(others);
        rest.remove(id);
        return new Addresses(headquartersId, headquarters, rest);
    }

    /** Makes one of them the headquarters; the former headquarters becomes an address like the others. */
    public Addresses withHeadquarters(UUID id) {
        Address address = get(id);
        if (id.equals(headquartersId)) {
            return this;
        }
        var rest = new LinkedHashMap<>(others);
        rest.remove(id);
        rest.put(headquartersId, headquarters);
        return new Addresses(id, address, rest);
    }

    /**
     * Puts another address in the place of the headquarters.
     *
     * @param id of the headquarters if there is none yet
     * @param address null to take the headquarters away, which is refused while there are others
     */
    Addresses withHeadquarters(UUID id, Address address) {
        return address == null
                ? withoutHeadquarters("address")
                : new Addresses(headquarters == null ? id : headquartersId, address, others);
    }

    private Addresses withoutHeadquarters(String field) {
        if (!others.isEmpty()) {
            throw Refused.rule(
                    "headquarters-required",
                    field,
                    "The headquarters stays while there are other addresses; make another one the headquarters first.");
        }
        return new Addresses(null, null, others);
    }

    /**
     * Puts an address in the place of the one of its kind; where there is none it is added. A visiting address takes
     * the place of a headquarters without a kind too.
     *
     * @param id of the address if it is added
     */
    public Addresses withOfKind(UUID id, Address address) {
        UUID same = idOfKind(address.kind());
        return same == null ? with(id, address) : changed(same, address);
    }

    /** Returns the events between these others and those after a change: first those that are gone. */
    List<AddressEvent> removals(Addresses after, Place place) {
        return others.keySet().stream()
                .filter(id -> !after.others.containsKey(id))
                .<AddressEvent>map(id -> new AddressRemoved(id, place))
                .toList();
    }

    /** Returns the events of those that are new or other ones after a change. */
    List<AddressEvent> additions(Addresses after, Place place) {
        var events = new ArrayList<AddressEvent>();
        after.others.forEach((id, address) -> {
            Address before = others.get(id);
            if (before == null) {
                events.add(new AddressAdded(id, place, address));
            } else if (!before.equals(address)) {
                events.add(new AddressChanged(id, place, address));
            }
        });
        return events;
    }

    private Address get(UUID id) {
        Address address = find(id);
        if (address == null) {
            throw unknown(id);
        }
        return address;
    }

    /** Answers 404 for an address that a path names. */
    public static Refused unknown(UUID id) {
        return Refused.unknown("address-unknown", null, "There is no address " + id + ".");
    }

    private Map<UUID, Address> put(UUID id, Address address) {
        var all = new LinkedHashMap<>(others);
        all.put(id, address);
        return all;
    }
}

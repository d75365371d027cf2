package incharge.customer.registry;

import incharge.http.CompanyId;
import incharge.http.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A look-up as it was shown to a user, who may take its items over for a while.
 *
 * @param version of the customer to which what was found was compared
 */
record Lookup(UUID id, UUID customerId, String actor, long version, CompanyId company, Particulars found, Instant at) {

    /** How long its items may be taken over. */
    static final Duration VALID = Duration.ofMinutes(15);

    boolean isFor(UUID customer, String user, Instant now) {
        return customerId.equals(customer) && actor.equals(user) && now.isBefore(at.plus(VALID));
    }

    /** Returns the items that a user chose; one that was not found is rejected. */
    Set<Item> items(List<String> chosen, Fields fields) {
        Set<Item> items = EnumSet.noneOf(Item.class);
        if (chosen.size() > Item.values().length) {
            fields.reject("items", "too-many", "A look-up has at most " + Item.values().length + " items.");
            return items;
        }
        for (int i = 0; i < chosen.size(); i++) {
            Item item = Item.of(chosen.get(i)).orElse(null);
            if (item == null || found.get(item) == null) {
                fields.reject("items[" + i + "]", "item-unknown", "The look-up has no item " + chosen.get(i) + ".");
            } else {
                items.add(item);
            }
        }
        return items;
    }
}

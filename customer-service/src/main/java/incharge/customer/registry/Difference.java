package incharge.customer.registry;

import java.util.Arrays;
import java.util.List;

/**
 * An item that a registry has, beside what the customer has.
 *
 * @param current a text or an address, null for none
 * @param found a text or an address
 */
record Difference(Item item, Object current, Object found, boolean differs) {

    /** Compares each item that was found. */
    static List<Difference> between(Particulars current, Particulars found, String customersCountry) {
        Particulars comparable = current.seenFrom(customersCountry);
        return Arrays.stream(Item.values())
                .filter(item -> found.get(item) != null)
                .map(item -> new Difference(
                        item,
                        current.get(item),
                        found.get(item),
                        !found.get(item).equals(comparable.get(item))))
                .toList();
    }
}

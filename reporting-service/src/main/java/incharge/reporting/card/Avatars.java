package incharge.reporting.card;

import incharge.http.AvatarPath;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.ThingFilter;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The paths of the pictures of some customers. */
final class Avatars {

    private static final ThingFilter AVATARS = ThingFilter.of(Set.of(ThingType.AVATAR));

    private Avatars() {}

    /** Returns the paths of those that have a picture. */
    static Map<Customer, String> of(CardThings things, Snapshot snapshot, Collection<Customer> customers) {
        if (customers.isEmpty()) {
            return Map.of();
        }
        // what a customer has once has the customer's id
        ThingFilter theirs =
                AVATARS.withIds(customers.stream().map(Customer::id).toList());
        return things.read(snapshot, (versions, at) -> {
            var paths = new HashMap<Customer, String>();
            versions.forEachThing(theirs, at, avatar -> {
                Customer customer = snapshot.customers().find(avatar.id());
                if (customer != null) {
                    paths.put(customer, path(customer, avatar));
                }
            });
            return paths;
        });
    }

    /**
     * Returns the path of a customer's picture; null for none.
     *
     * @param avatar null for a customer that never had one
     */
    static String path(Customer customer, Content.Thing avatar) {
        String file = avatar == null || customer.erased() ? null : avatar.text("fileId");
        return AvatarPath.of(customer.id(), file == null ? null : UUID.fromString(file));
    }
}

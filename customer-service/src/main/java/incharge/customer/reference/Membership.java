package incharge.customer.reference;

import java.util.Set;
import java.util.UUID;

/**
 * What a customer is grouped by.
 *
 * @param category null for none
 */
record Membership(UUID category, Set<UUID> tags) {

    static final Membership NONE = new Membership(null, Set.of());
}

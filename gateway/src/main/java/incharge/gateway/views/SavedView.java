package incharge.gateway.views;

import java.time.Instant;
import java.util.UUID;

/**
 * A query of a page under a name. It holds no rows: the rights of the reader decide what it shows.
 *
 * @param query parameters of the page, as the page wrote them
 */
record SavedView(UUID id, String name, String page, String query, boolean shared, Owner owner, Instant updatedAt) {

    /** @param name null if the user is no known employee */
    record Owner(String user, String name) {}

    boolean isOf(String user) {
        return owner.user().equals(user);
    }
}

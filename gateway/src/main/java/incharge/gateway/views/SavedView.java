package incharge.gateway.views;

import java.time.Instant;
import java.util.UUID;

/**
 * A query of a page under a name. It holds no rows: the rights of the reader decide what it shows.
 *
 * @param query parameters of the page, as the page wrote them
 * @param owner the user; the name is looked up for each answer, since a stored one would outlive the person's erasure
 */
record SavedView(UUID id, String name, String page, String query, boolean shared, String owner, Instant updatedAt) {

    boolean isOf(String user) {
        return owner.equals(user);
    }
}

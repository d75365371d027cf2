package incharge.customer;

import java.util.List;
import java.util.UUID;

/**
 * The category and the tags that a command asks of grouping-service, which decides and answers with events of its own.
 *
 * @param category null: none asked for
 * @param tags null: none asked for; asking adds tags and never takes one away
 */
public record RequestedGrouping(Reference category, List<Reference> tags) {

    /** A category or tag by id, or by the name under which it is made if it does not exist. */
    public record Reference(UUID id, String name) {

        static Reference byId(UUID id) {
            return new Reference(id, null);
        }

        static Reference byName(String name) {
            return new Reference(null, name);
        }
    }

    /** The request for these, null when nothing is asked for. */
    static RequestedGrouping of(Reference category, List<Reference> tags) {
        boolean untagged = tags == null || tags.isEmpty();
        return category == null && untagged ? null : new RequestedGrouping(category, untagged ? null : tags);
    }
}

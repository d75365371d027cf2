package incharge.customer.event;

import java.util.List;
import java.util.UUID;

/**
 * The category and the tags that a command requests from grouping-service, which decides and answers with its own
 * events.
 *
 * @param category null requests none
 * @param tags null requests none; a request adds tags and never removes one
 */
public record RequestedGrouping(Reference category, List<Reference> tags) {

    /** A category or tag by id, or by the name under which it is made if it does not exist. */
    public record Reference(UUID id, String name) {

        public static Reference byId(UUID id) {
            return new Reference(id, null);
        }

        public static Reference byName(String name) {
            return new Reference(null, name);
        }
    }

    /** Makes the request for these, null when nothing is requested. */
    public static RequestedGrouping of(Reference category, List<Reference> tags) {
        boolean untagged = tags == null || tags.isEmpty();
        return category == null && untagged ? null : new RequestedGrouping(category, untagged ? null : tags);
    }
}

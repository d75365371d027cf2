package incharge.grouping.tag;

import incharge.grouping.decision.Tag;
import incharge.grouping.membership.MemberChange;
import incharge.http.Fields;
import java.util.List;
import java.util.UUID;

/** A tag as a client writes it. Customers that are null stay as they are. */
public record TagFields(
        String name,
        String description,
        String group,
        List<UUID> customerIds,
        List<UUID> addCustomerIds,
        List<UUID> removeCustomerIds,
        Boolean preview,
        String basedOn,
        String reason) {

    MemberChange members() {
        return MemberChange.of(customerIds, addCustomerIds, removeCustomerIds);
    }

    /** Returns the valid values; errors are added to {@code fields}. */
    Tag tag(UUID id, Fields fields) {
        return new Tag(
                id,
                fields.name("name", name),
                fields.note("description", description),
                fields.text("group", group, Fields.NAME));
    }
}

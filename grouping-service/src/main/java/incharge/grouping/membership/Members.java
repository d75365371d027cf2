package incharge.grouping.membership;

import java.util.List;
import java.util.UUID;

/**
 * The customers that join and leave a category or a tag, as a client writes them. Either list may be null.
 *
 * @param preview true for what it would do
 * @param basedOn a position that was answered; what changed since refuses the command
 */
public record Members(List<UUID> add, List<UUID> remove, Boolean preview, String basedOn, String reason) {

    List<UUID> joining() {
        return distinct(add);
    }

    List<UUID> leaving() {
        return distinct(remove);
    }

    private static List<UUID> distinct(List<UUID> ids) {
        return ids == null ? List.of() : ids.stream().distinct().toList();
    }
}

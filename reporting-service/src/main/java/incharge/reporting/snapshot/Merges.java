package incharge.reporting.snapshot;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The customers that are merged into others. They are few.
 *
 * @param targets the other customer of each, which may be merged itself
 */
record Merges(Map<UUID, UUID> targets) {

    static final Merges NONE = new Merges(Map.of());

    /** @param changes null for a customer that is not merged any more */
    Merges with(Map<UUID, UUID> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        var all = new HashMap<>(targets);
        all.putAll(changes);
        all.values().removeIf(target -> target == null);
        return new Merges(Map.copyOf(all));
    }

    /** Returns the customer that the things of one lie beneath: itself, if it is not merged. */
    UUID targetOf(UUID customer) {
        UUID found = customer;
        // no more steps than there are merges, whatever the log says
        for (int step = 0; step < targets.size() && targets.containsKey(found); step++) {
            found = targets.get(found);
        }
        return found;
    }

    /** Returns the customers whose things lie beneath one of these. */
    List<UUID> into(Collection<UUID> customers) {
        if (targets.isEmpty()) {
            return List.of();
        }
        Set<UUID> wanted = Set.copyOf(customers);
        return targets.keySet().stream()
                .filter(customer -> wanted.contains(targetOf(customer)))
                .toList();
    }
}

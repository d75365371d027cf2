package incharge.grouping.decision;

import incharge.eventstore.decider.Refused;
import incharge.grouping.decision.GroupingCommand.Reference;
import incharge.http.NameKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The categories or the tags within the boundary of a decision. The holder of the name in question is always right,
 * since the boundary selects all events that give or free this name. A grouping that has given it up may have another
 * name than the one shown here.
 *
 * @param type {@code category} or {@code tag}, the prefix of codes
 * @param byId those that exist
 * @param deleted ids of those that were deleted
 */
public record GroupingRegistry<G extends Grouping>(String type, Map<UUID, G> byId, Set<UUID> deleted) {

    GroupingRegistry(String type) {
        this(type, Map.of(), Set.of());
    }

    public Optional<G> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Refuses the command if there is none with this id. */
    G get(UUID id) {
        return find(id).orElseThrow(
                        () -> Refused.unknown(type + "-unknown", null, "There is no " + type + " " + id + "."));
    }

    /** Returns the id that a reference stands for, also of one that does not exist; empty if its name is free. */
    Optional<UUID> resolve(Reference reference) {
        return reference.id() != null
                ? Optional.of(reference.id())
                : holders(reference.name()).min(Comparator.naturalOrder());
    }

    void refuseExisting(UUID id) {
        if (byId.containsKey(id)) {
            throw Refused.conflict(type + "-exists", "id", "A " + type + " with this id exists already.");
        }
    }

    void refuseTakenName(Grouping wanted) {
        if (holders(wanted.name()).anyMatch(id -> !id.equals(wanted.id()))) {
            throw Refused.conflict(type + "-name-taken", "name", "The name " + wanted.name() + " is taken.");
        }
    }

    /** Returns who holds the name: at most one, but for a log with names that older rules let in. */
    private Stream<UUID> holders(String name) {
        String key = NameKey.of(name);
        return byId.values().stream()
                .filter(grouping -> NameKey.of(grouping.name()).equals(key))
                .map(Grouping::id);
    }

    GroupingRegistry<G> with(G grouping) {
        Map<UUID, G> existing = new HashMap<>(byId);
        existing.put(grouping.id(), grouping);
        Set<UUID> gone = new HashSet<>(deleted);
        gone.remove(grouping.id());
        return new GroupingRegistry<>(type, existing, gone);
    }

    GroupingRegistry<G> without(UUID id) {
        Map<UUID, G> existing = new HashMap<>(byId);
        existing.remove(id);
        Set<UUID> gone = new HashSet<>(deleted);
        gone.add(id);
        return new GroupingRegistry<>(type, existing, gone);
    }
}

package incharge.grouping.decision;

import incharge.eventstore.decider.Refused;
import incharge.grouping.decision.GroupingCommand.Reference;
import incharge.http.NameKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The categories or the tags within the boundary of a decision. The holder of the name in question is always right,
 * since the boundary selects all events that give or free this name. A grouping that has given it up may have another
 * name than the one shown here.
 *
 * @param type {@code category} or {@code tag}, the prefix of codes
 * @param byId those that exist
 */
public record GroupingRegistry<G extends Grouping>(String type, PMap<UUID, G> byId) {

    GroupingRegistry(String type) {
        this(type, HashTreePMap.empty());
    }

    public Optional<G> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Returns the one that was created first: ids grow with time. */
    Optional<G> oldest() {
        return byId.values().stream().min(Comparator.comparing(Grouping::id));
    }

    /** Refuses the command if there is none with this id. */
    G get(UUID id) {
        return find(id).orElseThrow(
                        () -> Refused.unknown(type + "-unknown", null, "There is no " + type + " " + id + "."));
    }

    /** Refuses a deletion whose customers cannot go to this target. */
    void requireTarget(UUID deleted, UUID target) {
        if (deleted.equals(target)) {
            throw Refused.rule("target-is-deleted", "to", "The target must be another " + type + ".");
        }
        if (find(target).isEmpty()) {
            throw unknownTarget(type, target);
        }
    }

    /** Refuses a deletion that moves more customers than one request may. */
    void refuseTooMany(List<UUID> moved) {
        if (moved.size() > GroupingCommand.MAX_CHANGES) {
            throw Refused.rule(
                    "too-many",
                    "to",
                    "At most " + GroupingCommand.MAX_CHANGES + " customers can be moved at a time, not " + moved.size()
                            + ".");
        }
    }

    static Refused unknownTarget(String type, UUID target) {
        return Refused.rule(type + "-unknown", "to", "There is no " + type + " " + target + ".");
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
        return new GroupingRegistry<>(type, byId.plus(grouping.id(), grouping));
    }

    GroupingRegistry<G> without(UUID id) {
        return new GroupingRegistry<>(type, byId.minus(id));
    }
}

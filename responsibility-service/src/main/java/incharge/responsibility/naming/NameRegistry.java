package incharge.responsibility.naming;

import incharge.eventstore.decider.Refused;
import incharge.eventstore.log.Tag;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The named things within the boundary of a decision. It is certain whether one of them holds the name in question; a
 * thing that gave this name up may have got another name since.
 *
 * @param type prefix of the refusal codes, such as {@code team}
 */
public record NameRegistry<T extends Named>(String type, Map<UUID, T> byId) {

    public static <T extends Named> NameRegistry<T> empty(String type) {
        return new NameRegistry<>(type, Map.of());
    }

    public boolean has(UUID id) {
        return byId.containsKey(id);
    }

    public Optional<T> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Returns the thing, or refuses the command if there is none. */
    public T get(UUID id) {
        return find(id).orElseThrow(
                        () -> Refused.unknown(type + "-unknown", null, "There is no " + type + " " + id + "."));
    }

    /** Finds the thing that holds the name; in a log with several, which older rules let in, the oldest. */
    public Optional<T> holder(Tag name) {
        return holders(name).min(Comparator.comparing(Named::id));
    }

    private Stream<T> holders(Tag name) {
        return byId.values().stream().filter(named -> named.nameTag().equals(name));
    }

    /** Refuses the command if another thing holds the name of this one. */
    public void refuseTaken(T wanted) {
        if (holders(wanted.nameTag()).anyMatch(named -> !named.id().equals(wanted.id()))) {
            throw Refused.conflict(
                    type + "-name-taken",
                    "name",
                    "There is a " + wanted.typeName() + " " + wanted.name() + " already.");
        }
    }

    public NameRegistry<T> with(T named) {
        Map<UUID, T> all = new HashMap<>(byId);
        all.put(named.id(), named);
        return new NameRegistry<>(type, all);
    }

    public NameRegistry<T> without(UUID id) {
        Map<UUID, T> all = new HashMap<>(byId);
        all.remove(id);
        return new NameRegistry<>(type, all);
    }
}

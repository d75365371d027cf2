package incharge.eventstore.decider;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import tools.jackson.databind.node.ObjectNode;

/**
 * The names of a log's events. A stored type is the simple name of the record; renaming a record is a new type.
 *
 * @param name of the log, for example {@code incharge.customers}
 * @param events the sealed root; the records it permits, at any depth, are the vocabulary
 * @param tags what conditions find an event by; keys without colon
 * @param subject id of what an event is about
 * @param versions of payloads that are no longer 1
 * @param upgrades how payloads of older versions are read
 */
public record Vocabulary<E>(
        String name,
        Class<E> events,
        Function<E, Set<Tag>> tags,
        Function<E, String> subject,
        Map<Class<? extends E>, Integer> versions,
        List<Upgrade> upgrades) {

    /**
     * Reads one old version as the next: pure, total on every payload ever stored, tested on a golden sample.
     *
     * @param type name of the event's type as it was stored
     * @param from the version it reads; it answers with version {@code from + 1}
     */
    public record Upgrade(String type, int from, UnaryOperator<ObjectNode> payload) {}

    public Vocabulary {
        Objects.requireNonNull(name, "name");
        versions = Map.copyOf(versions);
        upgrades = List.copyOf(upgrades);
    }

    /** A vocabulary whose payloads are all of version 1. */
    public Vocabulary(String name, Class<E> events, Function<E, Set<Tag>> tags, Function<E, String> subject) {
        this(name, events, tags, subject, Map.of(), List.of());
    }

    /** Says that this event's payload has reached {@code version}, and how the ones before are read. */
    public Vocabulary<E> version(Class<? extends E> event, int version, Upgrade... steps) {
        var newVersions = new HashMap<>(versions);
        newVersions.put(event, version);
        return new Vocabulary<>(
                name,
                events,
                tags,
                subject,
                newVersions,
                Stream.concat(upgrades.stream(), Stream.of(steps)).toList());
    }

    /** Events that bear the tag and are of one of these types; of any type when none is named. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final EventCriteria criteria(Tag tag, Class<? extends E>... types) {
        var bearing = EventCriteria.havingTags(tag);
        return types.length == 0 ? bearing : bearing.andBeingOneOfTypes(names(List.of(types)));
    }

    /** Events of one of these types, whatever their tags. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final EventCriteria criteria(Class<? extends E>... types) {
        return EventCriteria.havingAnyTag().andBeingOneOfTypes(names(List.of(types)));
    }

    private static Set<QualifiedName> names(List<? extends Class<?>> types) {
        return types.stream()
                .map(type -> new QualifiedName(type.getSimpleName()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The records of the vocabulary by the name of their type. */
    public Map<String, Class<? extends E>> types() {
        return records(events).collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));
    }

    private Stream<Class<? extends E>> records(Class<? extends E> type) {
        if (!type.isSealed()) return Stream.of(type);
        return Stream.of(type.getPermittedSubclasses()).flatMap(sub -> records(sub.asSubclass(events)));
    }
}

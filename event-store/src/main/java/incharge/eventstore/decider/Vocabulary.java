package incharge.eventstore.decider;

import incharge.eventstore.log.Tag;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of a log's events. A stored type is the simple name of the record; renaming a record makes a new type.
 *
 * @param name of the log, for example {@code incharge.customers}
 * @param events the sealed root; the records that it permits, at any depth, are the vocabulary
 * @param tags by which criteria find an event
 * @param tagsVersion a number that increases whenever {@code tags} gives an event more tags than before: stored events
 *     get them at the next start
 * @param subject id of what an event is about
 * @param person id of the person under whose key the {@link Personal} components of an event are sealed; null leaves
 *     them in clear
 * @param hashedTags keys of the tags whose values may name a person: the log holds hashes of these values
 */
public record Vocabulary<E>(
        String name,
        Class<E> events,
        Function<E, Set<Tag>> tags,
        int tagsVersion,
        Function<E, String> subject,
        Function<E, String> person,
        Set<String> hashedTags) {
    public Vocabulary {
        Objects.requireNonNull(name, "name");
        hashedTags = Set.copyOf(hashedTags);
    }

    /** Makes a vocabulary without texts about persons. */
    public Vocabulary(
            String name, Class<E> events, Function<E, Set<Tag>> tags, int tagsVersion, Function<E, String> subject) {
        this(name, events, tags, tagsVersion, subject, null, Set.of());
    }

    /** Makes a vocabulary without texts about persons, whose events have had the same tags since the first. */
    public Vocabulary(String name, Class<E> events, Function<E, Set<Tag>> tags, Function<E, String> subject) {
        this(name, events, tags, 1, subject);
    }

    /** Returns the same names with texts about persons in the events. */
    public Vocabulary<E> withPersons(Function<E, String> newPerson, String... newHashedTags) {
        return new Vocabulary<>(name, events, tags, tagsVersion, subject, newPerson, Set.of(newHashedTags));
    }

    /** Returns whether its events may hold texts about persons, which are sealed. */
    public boolean hasPersons() {
        return person != null;
    }

    /** Returns the records of the vocabulary by the name of their type. */
    public Map<String, Class<? extends E>> types() {
        return records(events).collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));
    }

    private Stream<Class<? extends E>> records(Class<? extends E> type) {
        if (!type.isSealed()) {
            return Stream.of(type);
        }
        return Stream.of(type.getPermittedSubclasses()).flatMap(sub -> records(sub.asSubclass(events)));
    }
}

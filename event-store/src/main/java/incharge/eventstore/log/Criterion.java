package incharge.eventstore.log;

import java.util.Set;

/**
 * Selects the events that bear all of {@code tags} and whose type is one of {@code types}; an empty set restricts
 * nothing.
 *
 * @param tags encoded {@code key:value}, as events bear them; a key holds no colon
 * @param types names of event types, without version
 */
public record Criterion(Set<String> tags, Set<String> types) {
    public Criterion {
        tags = Set.copyOf(tags);
        types = Set.copyOf(types);
    }

    /** Selects the events that bear all of the tags. */
    public static Criterion tags(String... tags) {
        return new Criterion(Set.of(tags), Set.of());
    }

    /** Returns whether it selects all that {@code other} selects. */
    boolean covers(Criterion other) {
        return other.tags.containsAll(tags)
                && (types.isEmpty() || (!other.types.isEmpty() && types.containsAll(other.types)));
    }

    /** Returns whether an event of this type with these tags is selected. */
    public boolean matches(String type, Set<String> eventTags) {
        return (types.isEmpty() || types.contains(type)) && eventTags.containsAll(tags);
    }
}

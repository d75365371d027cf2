package incharge.eventstore.log;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Selects the events that match at least one criterion.
 *
 * @param anyOf if empty, no event is selected
 */
public record Criteria(Set<Criterion> anyOf) {
    private static final Criteria NOTHING = new Criteria(Set.of());
    private static final Criteria EVERYTHING = of(new Criterion(Set.of(), Set.of()));

    public Criteria {
        anyOf = Set.copyOf(anyOf);
    }

    /** Selects the events that match one of these. */
    public static Criteria of(Criterion... anyOf) {
        return new Criteria(Set.of(anyOf));
    }

    /** Selects the events that bear the tag and are of one of these types; of any type if none is named. */
    public static Criteria tagged(Tag tag, Class<?>... types) {
        return of(new Criterion(Set.of(tag.encoded()), names(types)));
    }

    /** Selects the events of these types, with any tags. */
    public static Criteria ofTypes(Class<?>... types) {
        if (types.length == 0) {
            throw new IllegalArgumentException("no type is named");
        }
        return of(new Criterion(Set.of(), names(types)));
    }

    public static Criteria either(Criteria... alternatives) {
        return either(List.of(alternatives));
    }

    public static Criteria either(Collection<Criteria> alternatives) {
        return new Criteria(alternatives.stream()
                .flatMap(criteria -> criteria.anyOf.stream())
                .collect(Collectors.toSet()));
    }

    public static Criteria nothing() {
        return NOTHING;
    }

    public static Criteria everything() {
        return EVERYTHING;
    }

    /** Returns whether an event of this type with these tags is selected. */
    public boolean matches(Class<?> type, Set<Tag> tags) {
        return matches(type.getSimpleName(), tags.stream().map(Tag::encoded).collect(Collectors.toSet()));
    }

    /** Returns whether an event of this type with these tags in their stored form is selected. */
    public boolean matches(String type, Set<String> tags) {
        return anyOf.stream().anyMatch(criterion -> criterion.matches(type, tags));
    }

    /**
     * Returns whether each criterion of {@code other} lies within one of these, so that nothing more is selected by it.
     */
    public boolean covers(Criteria other) {
        return other.anyOf.stream().allMatch(inner -> anyOf.stream().anyMatch(criterion -> criterion.covers(inner)));
    }

    private static Set<String> names(Class<?>... types) {
        return Stream.of(types).map(Class::getSimpleName).collect(Collectors.toSet());
    }
}

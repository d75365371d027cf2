package incharge.eventstore.axon;

import incharge.eventstore.log.Criterion;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** Axon's criteria and tags in the words of the log. Types are known by their local name; a log is one namespace. */
public final class Criteria {
    private static final List<Criterion> EVERYTHING = List.of(new Criterion(Set.of(), Set.of()));

    private Criteria() {}

    /** Never empty: criteria that ask for nothing select everything. */
    public static List<Criterion> of(EventCriteria criteria) {
        if (!criteria.hasCriteria()) return EVERYTHING;
        return criteria.flatten().stream()
                .map(criterion -> new Criterion(
                        encode(criterion.tags()),
                        criterion.types().stream().map(QualifiedName::localName).collect(Collectors.toSet())))
                .toList();
    }

    /** {@code key:value} of each. */
    public static Set<String> encode(Set<Tag> tags) {
        return tags.stream().map(Criteria::encode).collect(Collectors.toSet());
    }

    /** {@code key:value}. */
    public static String encode(Tag tag) {
        if (tag.key().indexOf(':') >= 0) throw new IllegalArgumentException("the key of tag " + tag + " holds a colon");
        return tag.key() + ':' + tag.value();
    }
}

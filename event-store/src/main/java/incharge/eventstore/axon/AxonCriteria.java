package incharge.eventstore.axon;

import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.Criterion;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.axonframework.messaging.eventstreaming.EventTypeRestrictableEventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** Maps the log's criteria and tags to Axon's and back. A type is an event's qualified name. */
final class AxonCriteria {
    /** Axon has no criteria that select nothing. No event bears this tag. */
    private static final EventCriteria NOTHING = EventCriteria.havingTags("nothing", "-");

    private AxonCriteria() {}

    static EventCriteria of(Criteria criteria) {
        if (criteria.anyOf().isEmpty()) {
            return NOTHING;
        }
        // Axon drops an alternative without tag and type, although it selects everything
        if (criteria.anyOf().stream()
                .anyMatch(criterion ->
                        criterion.tags().isEmpty() && criterion.types().isEmpty())) {
            return EventCriteria.havingAnyTag();
        }
        return EventCriteria.either(
                criteria.anyOf().stream().map(AxonCriteria::of).toList());
    }

    private static EventCriteria of(Criterion criterion) {
        EventTypeRestrictableEventCriteria bearing = EventCriteria.havingTags(tags(criterion.tags()));
        return criterion.types().isEmpty()
                ? bearing
                : bearing.andBeingOneOfTypes(
                        criterion.types().stream().map(QualifiedName::new).collect(Collectors.toSet()));
    }

    static Criteria of(EventCriteria criteria) {
        if (!criteria.hasCriteria()) {
            return Criteria.everything();
        }
        if (criteria.equals(NOTHING)) {
            return Criteria.nothing();
        }
        return new Criteria(criteria.flatten().stream().map(AxonCriteria::of).collect(Collectors.toSet()));
    }

    private static Criterion of(EventCriterion criterion) {
        return new Criterion(
                encode(criterion.tags()),
                criterion.types().stream().map(QualifiedName::name).collect(Collectors.toSet()));
    }

    static Set<String> encode(Set<Tag> tags) {
        return tags.stream()
                .map(tag ->
                        incharge.eventstore.log.Tag.of(tag.key(), tag.value()).encoded())
                .collect(Collectors.toSet());
    }

    static Set<Tag> tags(Set<String> encoded) {
        return encoded.stream()
                .map(incharge.eventstore.log.Tag::decode)
                .map(tag -> Tag.of(tag.key(), tag.value()))
                .collect(Collectors.toSet());
    }
}

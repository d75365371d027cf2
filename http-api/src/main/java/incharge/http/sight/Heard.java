package incharge.http.sight;

import incharge.eventstore.decider.Unavailable;
import incharge.eventstore.feed.Knowledge;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** How much was heard of what sight is made of: where it is not enough to say what is hidden, nobody is answered. */
final class Heard {
    private final SightProjection projection;
    private final Knowledge knowledge;

    Heard(SightProjection projection, Knowledge knowledge) {
        this.projection = projection;
        this.knowledge = knowledge;
    }

    /**
     * Of a topic that was never heard to its end, what hides may lie in the rest; later on it is only late.
     *
     * @throws Unavailable as long as that is so, after 2 s
     */
    void requireWhole(String topic) {
        if (!projection.isWhole(topic) && knowledge.awaitAll(topic)) projection.markWhole(topic);
    }

    /** @throws Unavailable while it was not heard to its end once, or stands still */
    void requireHearing(String topic) {
        requireWhole(topic);
        knowledge.requireHearing(topic);
    }

    /**
     * Looks for what the topic tells until it is found or called unknown.
     *
     * @param started of the longer work that this is a step of, or null
     */
    <T> Optional<T> find(Instant started, String topic, Supplier<Optional<T>> look) {
        return started == null ? knowledge.find(topic, look) : knowledge.findSince(started, topic, look);
    }
}

package incharge.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Finds what other services decided in the reference data. A known id needs no waiting. An unknown one may be on its
 * way, so it is waited for before it is called unknown.
 */
public final class CatchUp {
    /** How long a topic that was found empty counts as empty, so that not every request asks Kafka for its end. */
    private static final Duration EMPTY_AGE = Duration.ofSeconds(1);

    private final Feeds feeds;
    private final Map<String, Instant> foundEmpty = new ConcurrentHashMap<>();
    private final Duration patience;
    private final Duration backlog;

    /**
     * @param patience how long after the question a fact that is looked for may still be published
     * @param backlog how long it may take to consume what a topic holds already
     */
    CatchUp(Feeds feeds, Duration patience, Duration backlog) {
        this.feeds = feeds;
        this.patience = patience;
        this.backlog = backlog;
    }

    /**
     * Looks until it is found, at most until the patience ends.
     *
     * @param topic the topic that brings the fact
     * @return empty if it is missing although everything was consumed that the topic held when this was called
     * @throws NotCaughtUp if that is not consumed in time
     */
    public <T> Optional<T> find(String topic, Supplier<Optional<T>> look) {
        return find(topic, look, Instant.now().plus(patience));
    }

    /**
     * Looks for a step of a longer work that began at {@code started}. Waits as long as it takes until everything is
     * consumed that the topic holds now, and then until the patience ends, counted from {@code started}.
     */
    public <T> Optional<T> findSince(Instant started, String topic, Supplier<Optional<T>> look) {
        Optional<T> found = look.get();
        while (found.isEmpty() && !feeds.awaitEnd(topic, backlog)) {
            if (!feeds.healthy()) {
                throw new NotCaughtUp(topic);
            }
            found = look.get();
        }
        return found.isPresent() ? found : find(topic, look, started.plus(patience));
    }

    /**
     * Requires that the topic was consumed to its end once. Before that, a missing document proves nothing; later the
     * documents may only be late. A topic that does not exist yet has nothing to consume.
     *
     * @throws NotCaughtUp if it is not consumed to its end in time
     */
    public void requireComplete(String topic) {
        Instant now = Instant.now();
        if (foundEmpty.getOrDefault(topic, Instant.MIN).isAfter(now.minus(EMPTY_AGE)) || feeds.isComplete(topic)) {
            return;
        }
        if (!feeds.mayExist(topic, backlog)) {
            foundEmpty.put(topic, now);
            return;
        }
        if (!feeds.awaitEnd(topic, Duration.between(Instant.now(), now.plus(backlog)))) {
            throw new NotCaughtUp(topic);
        }
        if (feeds.position(topic) > 0) {
            feeds.markComplete(topic);
        } else {
            // not for ever: it may be about to be filled again
            foundEmpty.put(topic, now);
        }
    }

    /** As {@link #requireComplete}, and requires that the topic is not stopped. */
    public void requireConsuming(String topic) {
        requireComplete(topic);
        if (feeds.isStopped(topic)) {
            throw new NotCaughtUp(topic);
        }
    }

    private <T> Optional<T> find(String topic, Supplier<Optional<T>> look, Instant until) {
        long consumed = feeds.position(topic);
        Optional<T> found = look.get();
        if (found.isPresent()) {
            return found;
        }
        boolean all = feeds.awaitEnd(topic, backlog);
        boolean more = true;
        while (more) {
            found = look.get();
            Duration left = Duration.between(Instant.now(), until);
            more = found.isEmpty() && left.isPositive() && feeds.await(Map.of(topic, consumed + 1), left);
            consumed = Math.max(consumed + 1, feeds.position(topic));
        }
        if (found.isEmpty() && !all) {
            throw new NotCaughtUp(topic);
        }
        return found;
    }
}

package incharge.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds what other services decided in the collections that a {@link FactHandler} keeps. What is known needs no waiting;
 * what is not may be on its way, so it is waited for before it is called unknown.
 */
public final class CatchUp {

    /** How long what a topic holds already may take to be heard. */
    private static final Duration HEARING = Duration.ofSeconds(2);

    private final Feeds feeds;
    private final Duration patience;

    /** @param patience how long after the question a fact may still come that is looked for */
    CatchUp(Feeds feeds, Duration patience) {
        this.feeds = feeds;
        this.patience = patience;
    }

    /**
     * Looks until it is found, at most for this one's patience.
     *
     * @param topic where the fact that is looked for would come from
     * @return empty when it is not there although everything was heard that the topic held when this was called
     * @throws NotCaughtUp when that was not heard within 2 s, so nobody can say
     */
    public <T> Optional<T> find(String topic, Supplier<Optional<T>> look) {
        return find(topic, look, Instant.now().plus(patience));
    }

    /**
     * Looks for a step of a longer work that began at {@code started}: waits as long as it takes until everything is
     * heard that the topic holds now, and beyond that as long after the beginning as this one's patience lasts.
     */
    public <T> Optional<T> findSince(Instant started, String topic, Supplier<Optional<T>> look) {
        Optional<T> found = look.get();
        while (found.isEmpty() && !feeds.awaitEnd(topic, HEARING)) {
            if (!feeds.healthy()) {
                throw new NotCaughtUp(topic);
            }
            found = look.get();
        }
        return found.isPresent() ? found : find(topic, look, started.plus(patience));
    }

    /**
     * Of a topic that was never heard to its end nobody can say what is not so; later on it may only be late. There is
     * nothing to hear of one that does not exist yet.
     *
     * @throws NotCaughtUp when it is not heard to its end within 2 s
     */
    public void requireWhole(String topic) {
        Instant until = Instant.now().plus(HEARING);
        if (feeds.isWhole(topic) || !feeds.mayExist(topic, HEARING)) {
            return;
        }
        if (!feeds.awaitEnd(topic, Duration.between(Instant.now(), until))) {
            throw new NotCaughtUp(topic);
        }
        // one that is empty may be about to be filled again
        if (feeds.position(topic) > 0) {
            feeds.markWhole(topic);
        }
    }

    /** As {@link #requireWhole}, and while the topic stands still for a reason that does not pass by itself. */
    public void requireHearing(String topic) {
        requireWhole(topic);
        if (feeds.standsStill(topic)) {
            throw new NotCaughtUp(topic);
        }
    }

    private <T> Optional<T> find(String topic, Supplier<Optional<T>> look, Instant until) {
        long heard = feeds.position(topic);
        Optional<T> found = look.get();
        if (found.isPresent()) {
            return found;
        }
        boolean all = feeds.awaitEnd(topic, HEARING);
        boolean more = true;
        while (more) {
            found = look.get();
            Duration left = Duration.between(Instant.now(), until);
            more = found.isEmpty() && left.isPositive() && feeds.await(Map.of(topic, heard + 1), left);
            heard = Math.max(heard + 1, feeds.position(topic));
        }
        if (found.isEmpty() && !all) {
            throw new NotCaughtUp(topic);
        }
        return found;
    }
}

package incharge.eventstore.feed;

import incharge.eventstore.decider.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds what other services decided in the collections that a {@link FactHandler} keeps. What is known needs no waiting;
 * what is not may be on its way, so it is waited for before it is called unknown.
 */
public final class Knowledge {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Feeds feeds;

    public Knowledge(Feeds feeds) {
        this.feeds = feeds;
    }

    /**
     * Looks until it is found, at most 2 s.
     *
     * @param topic where the fact that is looked for would come from
     * @return empty when it is not there although everything was heard that the topic held when this was called
     * @throws Unavailable when that was not heard in time, so nobody can say
     */
    public <T> Optional<T> find(String topic, Supplier<Optional<T>> look) {
        return find(topic, look, Instant.now().plus(PATIENCE), PATIENCE);
    }

    /**
     * Looks for a step of a longer work that began at {@code started}: waits as long as it takes until everything is
     * heard that the topic holds now, and beyond that until 2 s after the beginning.
     */
    public <T> Optional<T> findSince(Instant started, String topic, Supplier<Optional<T>> look) {
        Optional<T> found = look.get();
        while (found.isEmpty() && !feeds.awaitEnd(topic, PATIENCE)) {
            if (!feeds.healthy()) {
                throw new Unavailable("What " + topic + " tells is not heard at the moment.");
            }
            found = look.get();
        }
        return found.isPresent() ? found : find(topic, look, started.plus(PATIENCE), PATIENCE);
    }

    private <T> Optional<T> find(String topic, Supplier<Optional<T>> look, Instant until, Duration patience) {
        long heard = feeds.position(topic);
        Optional<T> found = look.get();
        if (found.isPresent()) {
            return found;
        }
        boolean all = feeds.awaitEnd(topic, patience);
        boolean more = true;
        while (more) {
            found = look.get();
            Duration left = Duration.between(Instant.now(), until);
            more = found.isEmpty() && left.isPositive() && feeds.await(Map.of(topic, heard + 1), left);
            heard = Math.max(heard + 1, feeds.position(topic));
        }
        if (found.isEmpty() && !all) {
            throw new Unavailable("What " + topic + " tells is not heard at the moment.");
        }
        return found;
    }
}

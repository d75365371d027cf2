package incharge.reporting;

import incharge.feed.Feeds;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.Sources;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits, after the start, until everything that the topics held then is known; so an empty view is never a lie. */
final class Completion {

    private static final Logger LOG = LoggerFactory.getLogger(Completion.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Feeds feeds;
    private final Sources sources;
    private final Snapshots snapshots;
    private volatile boolean reached;

    Completion(Feeds feeds, Sources sources, Snapshots snapshots) {
        this.feeds = feeds;
        this.sources = sources;
        this.snapshots = snapshots;
    }

    void begin() {
        Thread.ofPlatform().daemon().name("completion").start(this::run);
    }

    /** Whether the topics' ends, as they were at the start, are reached. */
    boolean reached() {
        return reached;
    }

    private void run() {
        try {
            Map<Source, Long> held = new EnumMap<>(Source.class);
            for (var source : Source.values()) {
                until(() -> complete(source, held));
            }
            until(() -> snapshots.await(held, PATIENCE));
            reached = true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean complete(Source source, Map<Source, Long> held) throws InterruptedException {
        if (!feeds.awaitEnd(source.topic(), PATIENCE)) {
            return false;
        }
        held.put(source, feeds.position(source.topic()));
        sources.complete(source);
        return true;
    }

    private interface Step {
        boolean done() throws InterruptedException;
    }

    /** Tries again whatever fails: a database that is being elected anew must not leave the service unready for ever. */
    private static void until(Step step) throws InterruptedException {
        boolean done = false;
        while (!done) {
            try {
                done = step.done();
            } catch (RuntimeException e) {
                LOG.warn("What the topics hold is not known yet, it is asked again: {}", e.toString());
            }
            if (!done) {
                Thread.sleep(PAUSE);
            }
        }
    }
}

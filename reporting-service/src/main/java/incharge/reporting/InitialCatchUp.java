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

/**
 * Waits, after the start, until the snapshot includes everything that the topics held then. Nothing is served from a
 * source before it was complete once, so an empty view is never wrong. Texts about persons are stored sealed and their
 * keys lie in memory alone: without Kafka the snapshot is not built until the topic of keys was read once.
 */
final class InitialCatchUp {

    private static final Logger LOG = LoggerFactory.getLogger(InitialCatchUp.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Feeds feeds;
    private final Sources sources;
    private final Snapshots snapshots;
    private volatile boolean reached;

    InitialCatchUp(Feeds feeds, Sources sources, Snapshots snapshots) {
        this.feeds = feeds;
        this.sources = sources;
        this.snapshots = snapshots;
    }

    void begin() {
        Thread.ofPlatform().daemon().name("initial-catch-up").start(this::run);
    }

    /** Returns whether the ends that the topics had at the start are reached. */
    boolean reached() {
        return reached;
    }

    private void run() {
        try {
            Map<Source, Long> ends = new EnumMap<>(Source.class);
            for (Source source : Source.values()) {
                repeat(() -> complete(source, ends));
            }
            repeat(() -> snapshots.await(ends, PATIENCE));
            reached = true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean complete(Source source, Map<Source, Long> ends) throws InterruptedException {
        if (!feeds.awaitEnd(source.topic(), PATIENCE)) {
            return false;
        }
        ends.put(source, feeds.position(source.topic()));
        sources.complete(source);
        return true;
    }

    private interface Step {
        boolean done() throws InterruptedException;
    }

    /** Repeats a step until it is done: an election of the database must not leave the service unready for ever. */
    private static void repeat(Step step) throws InterruptedException {
        boolean done = false;
        while (!done) {
            try {
                done = step.done();
            } catch (RuntimeException e) {
                LOG.warn("The initial catch-up is tried again: {}", e.toString());
            }
            if (!done) {
                Thread.sleep(PAUSE);
            }
        }
    }
}

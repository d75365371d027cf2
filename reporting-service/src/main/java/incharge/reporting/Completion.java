package incharge.reporting;

import incharge.eventstore.feed.Feeds;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.Sources;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Waits, after the start, until everything that the topics held then is known; so an empty view is never a lie. */
final class Completion {

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
                while (!feeds.awaitEnd(source.topic(), PATIENCE)) {
                    Thread.sleep(PAUSE);
                }
                held.put(source, feeds.position(source.topic()));
                sources.complete(source);
            }
            while (!snapshots.await(held, PATIENCE)) {
                Thread.sleep(PAUSE);
            }
            reached = true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

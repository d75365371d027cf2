package incharge.reporting;

import incharge.feed.Feeds;
import incharge.reporting.answers.Moments;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.versions.Source;
import java.time.Duration;
import java.util.EnumMap;

/** Asks Kafka where the topics end, and waits until the feeds, of whichever replica, and the snapshot are there. */
record TopicEnds(Feeds feeds, Snapshots snapshots) implements Moments.Ends {

    @Override
    public boolean await(Duration max) throws InterruptedException {
        long end = System.nanoTime() + max.toNanos();
        var held = new EnumMap<Source, Long>(Source.class);
        for (var source : Source.values()) {
            if (!feeds.awaitEnd(source.topic(), left(end))) {
                return false;
            }
            held.put(source, feeds.position(source.topic()));
        }
        return snapshots.await(held, left(end));
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}

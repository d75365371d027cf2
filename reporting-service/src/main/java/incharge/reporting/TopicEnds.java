package incharge.reporting;

import incharge.feed.Feeds;
import incharge.reporting.answers.AsOf;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.versions.Source;
import java.time.Duration;
import java.util.EnumMap;

/**
 * Reads the ends of the topics from Kafka, and waits until the feed of any replica and the snapshot have reached them.
 */
record TopicEnds(Feeds feeds, Snapshots snapshots) implements AsOf.Ends {

    @Override
    public boolean await(Duration max) throws InterruptedException {
        long end = System.nanoTime() + max.toNanos();
        var ends = new EnumMap<Source, Long>(Source.class);
        for (Source source : Source.values()) {
            if (!feeds.awaitEnd(source.topic(), left(end))) {
                return false;
            }
            ends.put(source, feeds.position(source.topic()));
        }
        return snapshots.await(ends, left(end));
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}

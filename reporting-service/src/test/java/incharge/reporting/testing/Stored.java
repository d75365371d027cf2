package incharge.reporting.testing;

import com.mongodb.client.MongoDatabase;
import incharge.feed.Fact;
import incharge.local.RealParts;
import incharge.reporting.facts.KnownFacts;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.Sources;
import incharge.reporting.versions.VersionsFeed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A database of reporting that facts are written to as a replica's feed does; without Kafka. */
public final class Stored {

    private static final int BATCH = 1_000;

    private final MongoDatabase database = RealParts.freshDatabase();
    private final Sources sources = new Sources(database);
    private final VersionsFeed feed =
            new VersionsFeed(sources, new KnownFacts(new SimpleMeterRegistry()), (_, _) -> {});
    private final Map<Source, Long> heard = new EnumMap<>(Source.class);
    private int written;

    public Stored() {
        sources.prepare();
        for (var source : Source.values()) {
            sources.complete(source);
            heard.put(source, 0L);
        }
    }

    public String name() {
        return database.getName();
    }

    /** Writes what was not written before. */
    public Stored hear(Told told) {
        var facts = told.facts();
        hear(facts.subList(written, facts.size()));
        written = facts.size();
        return this;
    }

    public Stored hear(List<Fact> facts) {
        int from = 0;
        while (from < facts.size()) {
            var topic = facts.get(from).topic();
            int to = from;
            while (to < facts.size()
                    && to - from < BATCH
                    && facts.get(to).topic().equals(topic)) {
                to++;
            }
            var batch = facts.subList(from, to);
            try (var session = RealParts.mongoClient().startSession()) {
                session.withTransaction(() -> {
                    feed.apply(session, batch);
                    return null;
                });
            }
            heard.put(Source.ofTopic(topic), batch.getLast().sequence());
            from = to;
        }
        return this;
    }

    /** As in {@code Min-Event-Position}. */
    public String positions() {
        return "customers=%d, responsibilities=%d, groupings=%d"
                .formatted(
                        heard.get(Source.CUSTOMERS), heard.get(Source.RESPONSIBILITIES), heard.get(Source.GROUPINGS));
    }

    /** What is known of it, followed from now on; to be closed. */
    public Snapshots follow() {
        var snapshots = new Snapshots(sources);
        snapshots.start();
        try {
            if (!snapshots.await(heard, Duration.ofSeconds(30))) {
                throw new AssertionError("not there in time: " + positions());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return snapshots;
    }
}

package incharge.reporting.versions;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import incharge.feed.Fact;
import incharge.local.RealParts;
import incharge.reporting.facts.ReportingFacts;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.testing.FactScript;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bson.Document;

/** A database of reporting to which facts are written as by a replica's feed; without Kafka. */
public final class StoredVersions {

    private static final int BATCH = 1_000;

    private final MongoDatabase database = RealParts.freshDatabase();
    private final Sources sources;
    private final MongoCollection<Document> checkpoints = Checkpoints.in(database);
    private final VersionsFeed feed;
    private final Map<Source, Long> positions = new EnumMap<>(Source.class);
    private int written;
    private Consumer<WrittenBatch> committed = _ -> {};

    public StoredVersions() {
        this(2_048);
    }

    /** @param segment the sequences of the narrowest segments */
    public StoredVersions(int segment) {
        sources = new Sources(database, null, segment);
        feed = new VersionsFeed(sources, new ReportingFacts(new SimpleMeterRegistry()), listener());
        sources.prepare();
        for (Source source : Source.values()) {
            sources.complete(source);
            positions.put(source, 0L);
        }
    }

    private VersionListener listener() {
        return new VersionListener() {
            @Override
            public void writing(Source source, long upTo) {}

            @Override
            public void written(WrittenBatch batch) {
                committed.accept(batch);
            }
        };
    }

    /** Takes the batches that are committed from now on. */
    public void listen(Consumer<WrittenBatch> listener) {
        committed = listener;
    }

    public Sources sources() {
        return sources;
    }

    public String name() {
        return database.getName();
    }

    /** Writes the facts of the script that were not written before. */
    public StoredVersions apply(FactScript script) {
        List<Fact> facts = script.facts();
        apply(facts.subList(written, facts.size()));
        written = facts.size();
        return this;
    }

    public StoredVersions apply(List<Fact> facts) {
        int from = 0;
        while (from < facts.size()) {
            String topic = facts.get(from).topic();
            int to = from;
            while (to < facts.size()
                    && to - from < BATCH
                    && facts.get(to).topic().equals(topic)) {
                to++;
            }
            List<Fact> batch = facts.subList(from, to);
            try (ClientSession session = RealParts.mongoClient().startSession()) {
                session.withTransaction(() -> {
                    checkpoints.updateOne(
                            session,
                            Filters.eq(Checkpoints.id(Source.ofTopic(topic))),
                            Updates.set(Checkpoints.SEQUENCE, batch.getLast().sequence()));
                    feed.apply(session, batch);
                    return null;
                });
            }
            feed.applied(batch);
            positions.put(Source.ofTopic(topic), batch.getLast().sequence());
            from = to;
        }
        return this;
    }

    public Map<Source, SourceState> states() {
        return sources.all();
    }

    public Map<Source, Long> sequences() {
        return Map.copyOf(positions);
    }

    /** Returns the positions as in {@code Min-Event-Position}. */
    public String positions() {
        return "customers=%d, responsibilities=%d, groupings=%d"
                .formatted(
                        positions.get(Source.CUSTOMERS),
                        positions.get(Source.RESPONSIBILITIES),
                        positions.get(Source.GROUPINGS));
    }

    /** Serves a generation with the same entries, as a rebuild does at its end. */
    public void serveCopy(Source source) {
        SourceState served = sources.state(source).orElseThrow();
        int candidate = sources.candidate(source);
        database.getCollection(VersionStore.name(source, served.generation()))
                .aggregate(List.of(Aggregates.out(VersionStore.name(source, candidate))))
                .toCollection();
        if (!sources.replace(source, candidate, served.sequence())) {
            throw new AssertionError("the served generation moved: " + served);
        }
    }

    /** Serves a copy and drops the generation that was served. */
    public void replaceByCopy(Source source) {
        serveCopy(source);
        sources.versions(source, sources.state(source).orElseThrow().generation())
                .prepare();
        sources.sweep(source);
    }

    /** Returns snapshots of it as in another replica. The caller closes them. */
    public Snapshots follow() {
        return follow(new Snapshots(sources));
    }

    /** Starts snapshots of it and waits until they have everything. */
    public Snapshots follow(Snapshots snapshots) {
        snapshots.start();
        try {
            if (!snapshots.await(positions, Duration.ofSeconds(30))) {
                throw new AssertionError("not there in time: " + positions());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return snapshots;
    }
}

package incharge.reporting.versions;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import incharge.feed.Fact;
import incharge.local.RealParts;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.RandomFacts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionStoreTest {

    private static final FactScript SCRIPT = RandomFacts.of(7, 1_000);
    private static final StoredVersions VERSIONS = new StoredVersions();

    @BeforeAll
    static void apply() {
        VERSIONS.apply(SCRIPT.facts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"category", "tag", "role", "team", "employee", "customer", "project"})
    void the_rows_of_a_subject_are_found_without_a_look_at_those_of_others(String kind) {
        Fact fact = firstOf(kind);
        var filter = new HistoryFilter(
                Set.of(UUID.fromString(fact.subject())), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

        Document found = RealParts.mongoClient()
                .getDatabase(VERSIONS.name())
                .getCollection(VersionStore.name(Source.ofTopic(fact.topic()), 1))
                .withCodecRegistry(EntryCodec.registry(null))
                .find(Filters.and(filter.query(), Filters.lte(EntryCodec.SEQUENCE, Long.MAX_VALUE)))
                .sort(Sorts.descending(EntryCodec.SEQUENCE))
                .explain(ExplainVerbosity.EXECUTION_STATS)
                .get("executionStats", Document.class);

        assertThat(found.getInteger("nReturned")).isPositive();
        // one that two branches may find is counted twice, and those of a customer's projects are looked at
        assertThat(found.getInteger("totalDocsExamined")).isLessThanOrEqualTo(4 * found.getInteger("nReturned"));
    }

    @Test
    void a_time_is_found_among_entries_with_gaps() {
        var random = new Random(5);
        MongoCollection<Document> entries = RealParts.freshDatabase().getCollection("versions.customers.1");
        for (int round = 0; round < 6; round++) {
            entries.drop();
            int upTo = round < 2 ? round * 3 : 3_000;
            double dense = List.of(1.0, 1.0, 1.0, 0.2, 0.01, 0.002).get(round);
            var times = new TreeMap<Long, Long>();
            long time = 1_000;
            for (long sequence = 1; sequence <= upTo; sequence++) {
                time += random.nextInt(3);
                if (random.nextDouble() < dense) {
                    times.put(sequence, time);
                }
            }
            times.forEach(
                    (sequence, at) -> entries.insertOne(new Document("_id", sequence).append("time", new Date(at))));
            var versions = new VersionStore(
                    RealParts.mongoClient().getDatabase(entries.getNamespace().getDatabaseName()),
                    Source.CUSTOMERS,
                    1,
                    null,
                    8);
            for (long at = 990; at < time + 10; at += 1 + random.nextInt(60)) {
                assertThat(versions.sequenceAt(Instant.ofEpochMilli(at), upTo))
                        .as("round %d, %d of %s", round, at, times)
                        .isEqualTo(sequenceAt(times, at, upTo));
            }
        }
    }

    /** Looks at each entry. */
    private static long sequenceAt(TreeMap<Long, Long> times, long time, long upTo) {
        long last = 0;
        for (Map.Entry<Long, Long> entry : times.entrySet()) {
            if (entry.getValue() > time) {
                return last;
            }
            last = entry.getKey();
        }
        return upTo;
    }

    /** The collections of an older model have an index of fewer kinds, and stay served while they are built anew. */
    @Test
    void an_older_collection_gets_the_indexes_that_it_lacks() {
        var older = new StoredVersions();
        RealParts.mongoClient()
                .getDatabase(older.name())
                .getCollection(VersionStore.name(Source.GROUPINGS, 1))
                .drop();
        RealParts.mongoClient()
                .getDatabase(older.name())
                .getCollection(VersionStore.name(Source.GROUPINGS, 1))
                .createIndex(
                        Indexes.ascending(EntryCodec.KEY, EntryCodec.SEQUENCE),
                        new IndexOptions()
                                .partialFilterExpression(
                                        Filters.in(EntryCodec.KIND, "team", "role", "employee", "category", "tag")));

        older.sources().prepare();
        older.apply(
                new FactScript().category("Retail").settings("name", "Example").facts());

        assertThat(older.states().get(Source.GROUPINGS).sequence()).isEqualTo(2);
    }

    @Test
    void batches_are_found_without_a_look_at_other_changes() {
        FactScript script = new FactScript().employee("Anna", null, false, true).customer("Acme", "1");
        for (int i = 0; i < 300; i++) {
            script.by(i % 100 == 0 ? "bo" : "anna", i % 2 == 0 ? "click" : "import", "command " + i)
                    .assigned("Acme", "Anna", null, LocalDate.EPOCH.plusDays(2L * i), LocalDate.EPOCH.plusDays(2L * i));
        }
        var versions = new StoredVersions().apply(script);
        MongoCollection<Document> entries = RealParts.mongoClient()
                .getDatabase(versions.name())
                .getCollection(VersionStore.name(Source.RESPONSIBILITIES, 1));

        for (Bson filter : List.of(
                Filters.eq(EntryCodec.FIRST, true),
                Filters.and(Filters.eq(EntryCodec.FIRST, true), Filters.in(EntryCodec.ACTOR, Set.of("bo"))))) {
            Document found = entries.find(Filters.and(filter, Filters.lte(EntryCodec.SEQUENCE, Long.MAX_VALUE)))
                    .sort(Sorts.descending(EntryCodec.SEQUENCE))
                    .limit(3)
                    .explain(ExplainVerbosity.EXECUTION_STATS)
                    .get("executionStats", Document.class);
            assertThat(found.getInteger("nReturned")).isEqualTo(3);
            assertThat(found.getInteger("totalDocsExamined")).isEqualTo(3);
        }
    }

    private static Fact firstOf(String kind) {
        return SCRIPT.facts().stream()
                .filter(fact ->
                        fact.subject().equals(fact.payload().path(kind + "Id").asString("")))
                .findFirst()
                .orElseThrow();
    }
}

package incharge.reporting.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import incharge.local.RealParts;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.RandomFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What was valid at a sequence, read from segments, is what its entries say one by one. */
class SegmentStoreTest {

    private static final int WIDTH = 4;

    private final StoredVersions stored = new StoredVersions(WIDTH);

    private VersionStore versions(Source source) {
        return stored.sources().versions(source, 1);
    }

    private MongoCollection<Document> segments(Source source) {
        return RealParts.mongoClient().getDatabase(stored.name()).getCollection(VersionStore.segmentsName(source, 1));
    }

    private StoredVersions company(long seed) {
        FactScript script = RandomFacts.of(seed, 900);
        for (Source source : Source.values()) {
            stored.apply(script.facts(source.topic()));
        }
        return stored;
    }

    /** Returns what was valid at each sequence, by key. */
    private List<Map<String, Content>> expected(Source source) {
        var valid = new HashMap<String, Content>();
        var all = new ArrayList<Map<String, Content>>();
        all.add(Map.of());
        for (Entry entry : versions(source).between(0, stored.sequences().get(source))) {
            if (entry.version() != null && entry.version().gone()) {
                valid.remove(entry.version().key());
            } else if (entry.version() != null) {
                valid.put(entry.version().key(), inSnapshots(entry.version().content()));
            }
            all.add(Map.copyOf(valid));
        }
        return all;
    }

    /** A segment has of a customer what a snapshot has of it. */
    private static Content inSnapshots(Content content) {
        return content instanceof Content.Customer customer ? customer.withProfile(null) : content;
    }

    private Map<String, Content> validAt(Source source, long sequence) {
        var valid = new HashMap<String, Content>();
        versions(source).forEachValidAt(sequence, version -> {
            assertThat(valid.put(version.key(), version.content()))
                    .as("%s is there once", version.key())
                    .isNull();
            assertThat(version.gone()).isFalse();
        });
        return valid;
    }

    private void assertAllAsExpected(String what) {
        for (Source source : Source.values()) {
            List<Map<String, Content>> expected = expected(source);
            for (int sequence = 0; sequence < expected.size(); sequence += 7) {
                assertThat(validAt(source, sequence))
                        .as("%s, %s at %d", what, source, sequence)
                        .isEqualTo(expected.get(sequence));
                assertThat(versions(source).countAtMost(sequence))
                        .isGreaterThanOrEqualTo(expected.get(sequence).size());
            }
        }
    }

    @Test
    void segments_hold_what_the_entries_say() {
        company(31);
        assertAllAsExpected("nothing saved");
        for (Source source : Source.values()) {
            long end = stored.sequences().get(source);

            assertThat(versions(source).save(end / 3)).isEqualTo((end / 3 / WIDTH + 1) * WIDTH);
            assertThat(heads(source)).hasSizeGreaterThan((int) (end / 3 / WIDTH));
        }
        assertAllAsExpected("a third saved");
        stored.sequences().forEach((source, end) -> versions(source).save(end));
        assertAllAsExpected("all saved");
        // 4, 32, 256 sequences
        assertThat(heads(Source.RESPONSIBILITIES).stream().map(id -> id >> 48)).contains(0L, 1L, 2L);
    }

    @Test
    void nothing_is_read_from_the_entries_before_the_last_segment() {
        company(32);
        long end = stored.sequences().get(Source.GROUPINGS);
        versions(Source.GROUPINGS).save(end);
        Map<String, Content> expected = expected(Source.GROUPINGS).getLast();

        RealParts.mongoClient()
                .getDatabase(stored.name())
                .getCollection(VersionStore.name(Source.GROUPINGS, 1))
                .deleteMany(Filters.lte("_id", end / WIDTH * WIDTH));

        assertThat(validAt(Source.GROUPINGS, end)).isEqualTo(expected);
    }

    @Test
    void what_a_crash_left_behind_counts_for_nothing_and_is_saved_again() {
        company(33);
        var random = new Random(33);
        stored.sequences().forEach((source, end) -> versions(source).save(end));
        for (int round = 0; round < 4; round++) {
            for (Source source : Source.values()) {
                // a crash leaves no heads behind the first that is missing on its level, and parts in any number
                for (long level = 0; level < 3; level++) {
                    List<Long> heads = heads(source, level);
                    if (heads.isEmpty()) {
                        continue;
                    }
                    long from = heads.get(random.nextInt(heads.size()));
                    long above = level + 1 << 48;
                    segments(source).deleteMany(Filters.and(Filters.gte("_id", from), Filters.lt("_id", above)));
                    if (random.nextBoolean()) {
                        segments(source)
                                .deleteMany(Filters.and(
                                        Filters.gte("_id.segment", from), Filters.lt("_id.segment", above)));
                    }
                }
            }
            assertAllAsExpected("round " + round + ", after the crash");
            stored.sequences().forEach((source, end) -> versions(source).save(end));
            assertAllAsExpected("round " + round + ", saved again");
        }
    }

    @Test
    void a_hole_is_read_from_the_entries() {
        company(34);
        stored.sequences().forEach((source, end) -> versions(source).save(end));
        for (Source source : Source.values()) {
            segments(source).deleteMany(Filters.in("_id", 3L, 5L, 1L << 48, 2L << 48));
        }
        assertAllAsExpected("with holes");
    }

    @Test
    void replicas_that_save_at_the_same_time_write_the_same() throws Exception {
        company(35);
        long end = stored.sequences().get(Source.RESPONSIBILITIES);
        try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            var saving = new ArrayList<Future<?>>();
            for (int replica = 0; replica < 3; replica++) {
                saving.add(replicas.submit(() -> {
                    for (long upTo = 0; upTo < end; upTo += 60) {
                        versions(Source.RESPONSIBILITIES).save(upTo);
                    }
                }));
            }
            for (Future<?> one : saving) {
                one.get();
            }
        }
        List<Document> together = segments(Source.RESPONSIBILITIES).find().into(new ArrayList<>());
        segments(Source.RESPONSIBILITIES).drop();
        for (long upTo = 0; upTo < end; upTo += 60) {
            versions(Source.RESPONSIBILITIES).save(upTo);
        }
        assertThat(segments(Source.RESPONSIBILITIES).find().into(new ArrayList<>()))
                .containsExactlyInAnyOrderElementsOf(together);
        assertAllAsExpected("saved by replicas");
    }

    @Test
    void a_segment_that_is_dropped_while_it_is_read_is_no_answer() {
        company(36);
        long end = stored.sequences().get(Source.RESPONSIBILITIES);
        versions(Source.RESPONSIBILITIES).save(end);
        segments(Source.RESPONSIBILITIES).deleteMany(Filters.exists("_id.part"));

        assertThatThrownBy(() -> validAt(Source.RESPONSIBILITIES, end)).isInstanceOf(RuntimeException.class);
    }

    private List<Long> heads(Source source) {
        return segments(source).find(Filters.exists("parts")).into(new ArrayList<>()).stream()
                .map(head -> head.getLong("_id"))
                .sorted()
                .toList();
    }

    private List<Long> heads(Source source, long level) {
        return heads(source).stream().filter(id -> id >> 48 == level).toList();
    }
}

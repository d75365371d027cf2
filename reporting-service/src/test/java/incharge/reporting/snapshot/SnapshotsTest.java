package incharge.reporting.snapshot;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.SourceState;
import incharge.reporting.versions.StoredVersions;
import incharge.reporting.versions.WrittenBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A snapshot takes in the entries that its own process writes, beside those of the database. */
class SnapshotsTest {

    private final FactScript script = new FactScript().customer("Langworth", "1");
    private final StoredVersions stored = new StoredVersions().apply(script);
    private final List<WrittenBatch> batches = new ArrayList<>();
    private Snapshots snapshots;

    @BeforeEach
    void follow() {
        snapshots = stored.follow();
        stored.listen(batches::add);
    }

    @AfterEach
    void close() {
        snapshots.close();
    }

    private WrittenBatch write(String customer) {
        stored.apply(script.customer(customer, "N" + script.facts().size()));
        return batches.getLast();
    }

    @Test
    void a_written_batch_is_there_at_once_and_without_a_look_at_the_database() {
        // a generation of its own is not followed, so nothing but the batch can bring the customer
        snapshots.close();
        WrittenBatch batch = write("Felecia");
        assertThat(snapshots.positions().customers()).isEqualTo(1);

        snapshots.written(batch);

        assertThat(snapshots.positions().customers()).isEqualTo(2);
        assertThat(snapshots.now().orElseThrow().customers().find(id("Felecia")))
                .isNotNull();
        assertThat(snapshots.entries(Source.CUSTOMERS, 1, 2, 10)).isEqualTo(batch.entries());
    }

    @Test
    void a_batch_counts_once_and_only_where_it_follows_on() {
        snapshots.close();
        WrittenBatch second = write("Felecia");
        WrittenBatch third = write("Nobodys");

        snapshots.written(third);
        assertThat(snapshots.positions().customers()).isEqualTo(1);
        snapshots.written(second);
        snapshots.written(second);
        assertThat(snapshots.positions().customers()).isEqualTo(2);
        snapshots.written(third);
        snapshots.written(second);

        assertThat(snapshots.positions().customers()).isEqualTo(3);
        assertThat(snapshots.now().orElseThrow().customers().size()).isEqualTo(3);
    }

    @Test
    void a_batch_that_is_included_in_part_adds_the_rest() {
        snapshots.close();
        WrittenBatch second = write("Felecia");
        WrittenBatch third = write("Nobodys");
        var entries = new ArrayList<>(second.entries());
        entries.addAll(third.entries());
        snapshots.written(second);

        snapshots.written(new WrittenBatch(Source.CUSTOMERS, second.generation(), 1, 3, entries));

        assertThat(snapshots.positions().customers()).isEqualTo(3);
        assertThat(snapshots.entries(Source.CUSTOMERS, 1, 3, 10)).isEqualTo(entries);
    }

    @Test
    void a_batch_of_another_generation_is_read_from_the_database_if_at_all() {
        snapshots.close();
        WrittenBatch batch = write("Felecia");

        snapshots.written(new WrittenBatch(Source.CUSTOMERS, batch.generation() + 1, 1, 2, batch.entries()));

        assertThat(snapshots.positions().customers()).isEqualTo(1);
    }

    @Test
    void a_batch_behind_a_gap_makes_the_follower_read_what_is_missing() throws InterruptedException {
        write("Felecia");
        snapshots.written(write("Nobodys"));

        assertThat(snapshots.await(Map.of(Source.CUSTOMERS, 3L), Duration.ofSeconds(30)))
                .isTrue();
        assertThat(snapshots.now().orElseThrow().customers().size()).isEqualTo(3);
    }

    @Test
    void no_position_falls_when_another_generation_is_served() {
        snapshots.close();
        stored.serveCopy(Source.GROUPINGS);
        Map<Source, SourceState> atTheSwitch = stored.states();
        WrittenBatch batch = write("Felecia");
        snapshots.written(batch);

        snapshots.replace(atTheSwitch);

        assertThat(snapshots.positions()).isEqualTo(new Positions(2, 0, 0));
        assertThat(snapshots.now().orElseThrow().customers().find(id("Felecia")))
                .isNotNull();
        assertThat(snapshots.entries(Source.CUSTOMERS, 1, 2, 10)).isEqualTo(batch.entries());
    }

    @Test
    void a_batch_that_is_aborted_hides_no_earlier_sequence_that_another_replica_commits() {
        snapshots.writing(Source.CUSTOMERS, 50);

        assertThat(snapshots.isKnown(Source.CUSTOMERS, 50)).isTrue();
        assertThat(snapshots.isKnown(Source.CUSTOMERS, 2)).isFalse();
        assertThat(snapshots.isKnown(Source.CUSTOMERS, 1)).isTrue();
    }

    @Test
    void batches_and_the_change_stream_together_give_what_either_gives() throws InterruptedException {
        script.category("Retail").signingIn("sam", true, true);
        for (int i = 0; i < 60; i++) {
            script.customer("Customer " + i, "C" + i).categorised("Customer " + i, "Retail", null);
            script.assigned("Customer " + i, "sam", null, null, null);
        }
        stored.listen(batch -> {
            snapshots.writing(batch.source(), batch.upTo());
            snapshots.written(batch);
        });
        stored.apply(script);

        assertThat(snapshots.await(stored.sequences(), Duration.ofSeconds(30))).isTrue();
        assertThat(new Views(snapshots).everything())
                .isEqualTo(new Views(new InMemoryTimeline().apply(script.facts())).everything());
    }
}

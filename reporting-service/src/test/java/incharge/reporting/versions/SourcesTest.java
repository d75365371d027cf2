package incharge.reporting.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import incharge.local.RealParts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;

class SourcesTest {

    private final MongoDatabase database = RealParts.freshDatabase();
    private final Sources sources = new Sources(database, null);

    private SourceState customers() {
        return sources.state(Source.CUSTOMERS).orElseThrow();
    }

    @Test
    void the_data_of_a_former_version_is_neither_served_nor_dropped() {
        database.getCollection("customers.3").insertOne(new Document("_id", 1L));
        database.getCollection("feeds").insertOne(new Document("_id", "incharge.customers").append("sequence", 1L));

        sources.prepare();
        assertThat(customers()).isEqualTo(new SourceState(Source.CUSTOMERS, 1, 0, Sources.MODEL, false));
        assertThat(collections()).contains("customers.3", "versions.customers.1");

        sources.complete(Source.CUSTOMERS);
        sources.prepare();
        assertThat(customers().generation()).isEqualTo(1);
        assertThat(collections()).contains("customers.3", "versions.customers.1");
    }

    @Test
    void no_collection_has_a_name_that_a_former_version_sweeps() {
        sources.prepare();

        assertThat(collections())
                .noneMatch(name ->
                        Arrays.stream(Source.values()).anyMatch(source -> name.startsWith(source.shortName() + ".")));
    }

    @Test
    void a_database_without_checkpoints_begins_behind_the_generations_that_are_left() {
        database.createCollection("versions.customers.3");

        sources.prepare();
        assertThat(customers()).isEqualTo(new SourceState(Source.CUSTOMERS, 4, 0, Sources.MODEL, false));
        assertThat(collections()).contains("versions.customers.3", "versions.customers.4");

        sources.complete(Source.CUSTOMERS);
        sources.prepare();
        assertThat(customers().generation()).isEqualTo(4);
        assertThat(collections()).contains("versions.customers.4").doesNotContain("versions.customers.3");
    }

    @Test
    void a_sweep_keeps_the_collection_of_a_rebuild_that_began_after_the_checkpoint_was_read() {
        sources.prepare();
        int served = sources.candidate(Source.CUSTOMERS);
        assertThat(sources.replace(Source.CUSTOMERS, served, 0)).isTrue();
        sources.versions(Source.CUSTOMERS, served).prepare();
        sources.versions(Source.CUSTOMERS, served + 1).prepare();

        sources.sweep(Source.CUSTOMERS);

        assertThat(collections())
                .contains("versions.customers." + served, "versions.customers." + (served + 1))
                .doesNotContain("versions.customers.1");
    }

    @Test
    void a_collection_with_a_similar_name_does_not_stop_the_start() {
        var similar = List.of("versions.customers.copy", "versions.customers.99999999999", "versions.customers.1.old");
        similar.forEach(database::createCollection);

        sources.prepare();
        sources.complete(Source.CUSTOMERS);
        sources.prepare();

        assertThat(customers().generation()).isEqualTo(1);
        assertThat(collections()).containsAll(similar);
    }

    private List<String> collections() {
        return database.listCollectionNames().into(new ArrayList<>());
    }

    @Test
    void a_candidate_is_served_at_the_sequence_of_the_served_generation_only() {
        sources.prepare();
        int candidate = sources.candidate(Source.CUSTOMERS);
        move(null, 2);

        assertThat(sources.replace(Source.CUSTOMERS, candidate, 1)).isFalse();
        assertThat(sources.replace(Source.CUSTOMERS, candidate, 2)).isTrue();
        assertThat(customers()).isEqualTo(new SourceState(Source.CUSTOMERS, candidate, 2, Sources.MODEL, true));
    }

    @Test
    void a_candidate_gives_way_to_a_later_one() {
        sources.prepare();
        int earlier = sources.candidate(Source.CUSTOMERS);
        int later = sources.candidate(Source.CUSTOMERS);

        assertThatThrownBy(() -> sources.replace(Source.CUSTOMERS, earlier, 0))
                .isInstanceOf(IllegalStateException.class);
        assertThat(sources.replace(Source.CUSTOMERS, later, 0)).isTrue();
    }

    @Test
    void a_batch_that_is_not_committed_holds_up_the_switch() throws Exception {
        sources.prepare();
        int candidate = sources.candidate(Source.CUSTOMERS);
        try (ClientSession session = RealParts.mongoClient().startSession();
                ExecutorService switching = Executors.newVirtualThreadPerTaskExecutor()) {
            session.startTransaction();
            move(session, 1);
            assertThat(sources.generation(session, Source.CUSTOMERS)).isEqualTo(1);
            Future<Boolean> replaced = switching.submit(() -> sources.replace(Source.CUSTOMERS, candidate, 0));
            session.commitTransaction();

            // the batch moved the checkpoint first, so the switch finds another sequence
            assertThat(replaced.get()).isFalse();
        }
        assertThat(customers().generation()).isEqualTo(1);
    }

    @Test
    void a_switch_aborts_a_batch_that_began_before() {
        sources.prepare();
        int candidate = sources.candidate(Source.CUSTOMERS);
        try (ClientSession session = RealParts.mongoClient().startSession()) {
            session.startTransaction();
            assertThat(sources.generation(session, Source.CUSTOMERS)).isEqualTo(1);
            assertThat(sources.replace(Source.CUSTOMERS, candidate, 0)).isTrue();

            assertThatThrownBy(() -> move(session, 1)).isInstanceOf(MongoCommandException.class);
            session.abortTransaction();
        }
        assertThat(customers()).isEqualTo(new SourceState(Source.CUSTOMERS, candidate, 0, Sources.MODEL, true));
    }

    /** Moves a checkpoint as the feed does. */
    private void move(ClientSession session, long sequence) {
        MongoCollection<Document> checkpoints = Checkpoints.in(database);
        Bson customers = Filters.eq(Checkpoints.id(Source.CUSTOMERS));
        Bson move = Updates.set(Checkpoints.SEQUENCE, sequence);
        if (session == null) {
            checkpoints.updateOne(customers, move);
        } else {
            checkpoints.updateOne(session, customers, move);
        }
    }
}

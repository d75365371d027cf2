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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;

class SourcesTest {

    private final MongoDatabase database = RealParts.freshDatabase();
    private final Sources sources = new Sources(database);

    private SourceState customers() {
        return sources.state(Source.CUSTOMERS).orElseThrow();
    }

    @Test
    void the_data_of_a_former_version_is_neither_served_nor_lost_before_it_is_built_anew() {
        database.getCollection("customers.3").insertOne(new Document("_id", 1L));
        database.getCollection("feeds").insertOne(new Document("_id", "incharge.customers").append("sequence", 1L));

        sources.prepare();
        assertThat(customers()).isEqualTo(new SourceState(Source.CUSTOMERS, 4, 0, Sources.MODEL, false));
        assertThat(database.listCollectionNames().into(new ArrayList<>())).contains("customers.3", "customers.4");

        sources.complete(Source.CUSTOMERS);
        sources.prepare();
        assertThat(customers().generation()).isEqualTo(4);
        assertThat(database.listCollectionNames().into(new ArrayList<>()))
                .contains("customers.4")
                .doesNotContain("customers.3");
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

    /** As the feed moves a checkpoint. */
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

package incharge.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import incharge.feed.FactVocabularyTest.ForeignFact;
import incharge.feed.FactVocabularyTest.LampAdded;
import incharge.feed.FactVocabularyTest.LampFact;
import incharge.feed.FactVocabularyTest.LampMoved;
import incharge.feed.FactVocabularyTest.RoomOpened;
import incharge.local.RealParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceDataProjectionTest {
    private static final String LAMPS = "reference.lamps";

    private final MongoDatabase database = RealParts.freshDatabase();

    @Test
    void contributions_keep_fields_of_the_same_document() {
        var colours = new Lamps() {
            @Override
            public void apply(TypedFact<ForeignFact> fact, DocumentWrites writes) {
                if (fact.content() instanceof LampAdded added) {
                    writes.update(LAMPS, added.lampId()).set("colours", added.colours());
                }
            }
        };
        var places = new Lamps() {
            @Override
            public void apply(TypedFact<ForeignFact> fact, DocumentWrites writes) {
                if (fact.content() instanceof LampMoved(UUID lamp, Long room)) {
                    writes.update(LAMPS, lamp).set("room", room).max("last", fact.sequence());
                }
            }
        };
        var projection = new ReferenceDataProjection(database, List.of(colours, places));
        Fact added = lamp("LampAdded", "\"colours\":[\"red\"]");
        Fact moved = lamp("LampMoved", "\"room\":7");

        apply(projection, added, moved);

        assertThat(stored())
                .containsExactly(new Document("colours", List.of("red"))
                        .append("room", 7L)
                        .append("last", 1L));
        assertThat(projection.concerns(added)).isTrue();
        assertThat(projection.concerns(moved)).isTrue();
        assertThat(projection.concerns(lamp("LampSold", "\"room\":7"))).isFalse();
        assertThat(projection.schemaVersion()).isEqualTo(202);
        assertThatThrownBy(() -> projection.check(lamp("LampMoved", "\"room\":\"kitchen\"")))
                .hasMessageContaining("kitchen");
    }

    @Test
    void a_request_concerns_though_it_writes_nothing_and_is_answered_before_the_commit() {
        var answered = new ArrayList<ForeignFact>();
        var contribution = new Lamps() {
            @Override
            public boolean requiresAnswer(ForeignFact fact) {
                return switch (fact) {
                    case LampMoved _ -> true;
                    case LampFact _, RoomOpened _ -> false;
                };
            }

            @Override
            public void beforeCommit(List<TypedFact<ForeignFact>> batch) {
                batch.forEach(fact -> answered.add(fact.content()));
            }

            @Override
            public boolean isTransient(Throwable failure) {
                return failure instanceof IllegalStateException;
            }
        };
        var projection = new ReferenceDataProjection(database, List.of(contribution));
        Fact moved = lamp("LampMoved", "\"room\":7");

        assertThat(projection.concerns(moved)).isTrue();
        assertThat(projection.concerns(lamp("LampAdded", "\"on\":true"))).isFalse();
        projection.beforeCommit(List.of(moved));
        projection.beforeCommit(List.of(lamp("LampSold", "\"room\":7")));
        assertThat(answered)
                .hasSize(1)
                .first()
                .isInstanceOfSatisfying(
                        LampMoved.class, one -> assertThat(one.room()).isEqualTo(7));
        assertThat(projection.isTransient(new IllegalStateException())).isTrue();
        assertThat(projection.isTransient(new IllegalArgumentException())).isFalse();
    }

    /** Compares the writes of one batch with the same writes in a batch each. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_writes_of_a_batch_are_folded(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            compare(random, round, 12, 2);
        }
    }

    /** The documents of a large batch are inserted where they are missing; half of these are there already. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_writes_of_a_large_batch_are_folded(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 5; round++) {
            for (String collection : List.of("together" + round, "apart" + round)) {
                for (int id = 0; id < 15; id++) {
                    var before = new DocumentWrites();
                    write(before, collection, 2 + id % 7, id, id);
                    inTransaction(before);
                }
            }
            compare(random, round, 60, 30);
        }
    }

    private void compare(Random random, int round, int changes, int documents) {
        String together = "together" + round;
        String apart = "apart" + round;
        var writes = new DocumentWrites();
        for (int i = 0; i < changes; i++) {
            int kind = random.nextInt(12);
            int id = random.nextInt(documents);
            long value = random.nextLong(5);
            write(writes, together, kind, id, value);
            var single = new DocumentWrites();
            write(single, apart, kind, id, value);
            inTransaction(single);
        }
        inTransaction(writes);

        assertThat(content(together)).isEqualTo(content(apart));
    }

    @Test
    void documents_of_a_large_batch_are_inserted_the_first_time() {
        database.runCommand(new Document("profile", 2));

        inTransaction(hundred("red"));
        assertThat(operations("insert")).isEqualTo(1);
        assertThat(operations("update")).isZero();

        inTransaction(hundred("blue"));
        database.runCommand(new Document("profile", 0));
        assertThat(operations("insert")).isEqualTo(1);
        assertThat(database.getCollection(LAMPS).countDocuments(Filters.eq("colour", "blue")))
                .isEqualTo(100);
    }

    @Test
    void a_document_that_another_process_inserts_meanwhile_is_updated() {
        var tries = new AtomicInteger();

        transaction(session -> {
            database.getCollection(LAMPS).countDocuments(session);
            if (tries.incrementAndGet() == 1) {
                database.getCollection(LAMPS).insertOne(new Document("_id", 7).append("room", 5));
            }
            hundred("red").write(session, database);
        });

        assertThat(tries).hasValue(2);
        assertThat(database.getCollection(LAMPS).find(Filters.eq(7)).first())
                .isEqualTo(new Document("_id", 7).append("room", 5).append("colour", "red"));
    }

    private static DocumentWrites hundred(String colour) {
        var writes = new DocumentWrites();
        for (int id = 0; id < 100; id++) {
            writes.update(LAMPS, id).set("colour", colour);
        }
        return writes;
    }

    private long operations(String kind) {
        return database.getCollection("system.profile")
                .countDocuments(
                        Filters.and(Filters.eq("op", kind), Filters.eq("ns", database.getName() + "." + LAMPS)));
    }

    private static void write(DocumentWrites writes, String collection, int kind, int id, long value) {
        switch (kind) {
            case 0 -> writes.delete(collection, id);
            case 1 -> writes.update(collection, id).set("text", "" + value).unset("other");
            case 2 -> writes.update(collection, id).set("text", null);
            case 3 -> writes.update(collection, id).unset("number");
            case 4 -> writes.update(collection, id).set("number", value);
            case 5, 6 -> writes.update(collection, id).max("number", value);
            case 7, 8, 9 -> writes.update(collection, id).set("tags." + value, true);
            default -> writes.update(collection, id).unset("tags." + value);
        }
    }

    @Test
    void a_maximum_of_a_text_is_refused() {
        DocumentWrites.DocumentUpdate update =
                new DocumentWrites().update(LAMPS, 1).set("text", "a");

        assertThatThrownBy(() -> update.max("text", 1)).hasMessageContaining("text");
    }

    private abstract static class Lamps implements Contribution<ForeignFact> {
        @Override
        public FactVocabulary<ForeignFact> facts() {
            return new FactVocabulary<>(Map.of("incharge.lamps", LampFact.class));
        }

        @Override
        public int schemaVersion() {
            return 2;
        }

        @Override
        public void apply(TypedFact<ForeignFact> fact, DocumentWrites writes) {
            assertThat(writes).isNotNull();
        }
    }

    private static Fact lamp(String type, String fields) {
        return FactVocabularyTest.fact("incharge.lamps", type, 1, fields);
    }

    private void apply(ReferenceDataProjection projection, Fact... facts) {
        transaction(session -> projection.apply(session, List.of(facts)));
    }

    private void inTransaction(DocumentWrites writes) {
        transaction(session -> writes.write(session, database));
    }

    private static void transaction(Consumer<ClientSession> work) {
        try (ClientSession session = RealParts.mongoClient().startSession()) {
            session.withTransaction(() -> {
                work.accept(session);
                return null;
            });
        }
    }

    private List<Document> stored() {
        List<Document> found = new ArrayList<>();
        database.getCollection(LAMPS).find().forEach(document -> {
            document.remove("_id");
            found.add(document);
        });
        return found;
    }

    /** Returns the documents by id; a set of tags without members is as none. */
    private Map<Object, Document> content(String collection) {
        Map<Object, Document> found = new TreeMap<>();
        database.getCollection(collection).find(Filters.empty()).forEach(document -> {
            if (document.get("tags", new Document()).isEmpty()) {
                document.remove("tags");
            }
            found.put(document.get("_id"), new Document(new TreeMap<>(document)));
        });
        return found;
    }
}

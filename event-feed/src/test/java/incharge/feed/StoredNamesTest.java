package incharge.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoDatabase;
import incharge.feed.DocumentWrites.DocumentUpdate;
import incharge.feed.testing.Topic;
import incharge.local.RealParts;
import incharge.sealing.Sealed;
import incharge.sealing.SealingKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StoredNamesTest {

    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", RealParts.kafkaBootstrap());
    private static final String TYPE = "incharge.lamps.PersonAdded.v1";

    private final MongoDatabase database = RealParts.freshDatabase();
    private final KeyRing keys = new KeyRing(KAFKA);
    private final StoredNames names = new StoredNames(keys);

    @BeforeAll
    static void createTopic() {
        new Topic(KeyRing.TOPIC);
    }

    @AfterEach
    void close() {
        keys.close();
    }

    @Test
    void the_name_of_a_person_is_sealed_at_rest_and_gone_with_the_key() {
        String person = UUID.randomUUID().toString();
        SealingKey key = SealingKey.random();
        publish(person, key);
        keys.start();
        Fact added = fact(person, key, "Anna Acme");

        Document stored = stored(person, added, "Anna Acme");

        assertThat(stored.toJson())
                .doesNotContain("Anna")
                .contains(added.sealed().orElseThrow().data());
        assertThat(names.of(stored)).isEqualTo(ShownName.of("Anna Acme"));
        keys.forget(person);
        assertThat(names.of(stored)).isEqualTo(ShownName.ERASED);
    }

    @Test
    void a_name_is_left_out_while_the_keys_cannot_be_read() {
        String person = UUID.randomUUID().toString();
        SealingKey key = SealingKey.random();
        publish(person, key);
        Document stored = stored(person, fact(person, key, "Anna Acme"), "Anna Acme");

        for (int i = 0; i < 2; i++) {
            assertThat(JsonMapper.shared().writeValueAsString(names.of(stored))).isEqualTo("{\"name\":null}");
        }
        keys.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> names.of(stored).equals(ShownName.of("Anna Acme")));
    }

    @Test
    void a_name_in_clear_goes_when_its_person_is_erased_and_none_comes_after_it() {
        Fact clear = fact("anna", null, "Anna Acme");
        stored("anna", clear, "Anna Acme");

        Document erased = stored("anna", StoredNames::erase);
        assertThat(erased.toJson()).doesNotContain("Anna");
        assertThat(names.of(erased)).isEqualTo(ShownName.ERASED);
        assertThat(names.of(stored("anna", clear, null))).isEqualTo(ShownName.ERASED);
    }

    @Test
    void another_name_is_stored_as_it_is() {
        Fact added = fact("acme", null, "Acme");

        assertThat(names.of(stored("acme", added, "Acme"))).isEqualTo(ShownName.of("Acme"));
        assertThat(names.of(new Document())).isNull();
    }

    @Test
    void an_answer_says_that_a_person_is_erased_and_nothing_of_others() {
        assertThat(JsonMapper.shared().writeValueAsString(ShownName.ERASED))
                .isEqualTo("{\"name\":null,\"erased\":true}");
        assertThat(JsonMapper.shared().writeValueAsString(ShownName.of("Acme"))).isEqualTo("{\"name\":\"Acme\"}");
    }

    private Document stored(String id, Fact fact, String name) {
        return stored(id, update -> StoredNames.set(update, fact, name));
    }

    private Document stored(String id, Consumer<DocumentUpdate> change) {
        var writes = new DocumentWrites();
        change.accept(writes.update("people", id));
        try (ClientSession session = RealParts.mongoClient().startSession()) {
            writes.write(session, database);
        }
        return database.getCollection("people").find(new Document("_id", id)).first();
    }

    /** @param key null for a name that is not sealed */
    private static Fact fact(String person, SealingKey key, String name) {
        UUID id = UUID.randomUUID();
        ObjectNode payload = JsonMapper.shared().createObjectNode().put("name", name);
        if (key != null) {
            Sealed.seal(payload, List.of("name"), person, key, id, TYPE);
        }
        byte[] bytes = JsonMapper.shared().writeValueAsBytes(payload);
        return new Fact(
                "incharge.lamps",
                1,
                0,
                id,
                "PersonAdded",
                1,
                person,
                Instant.EPOCH,
                "anna",
                "command",
                null,
                null,
                null,
                null,
                new Payload(bytes, id, TYPE, null));
    }

    /** Publishes the key of a person. */
    private static void publish(String id, SealingKey key) {
        try (var producer = new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(KeyRing.TOPIC, id.getBytes(UTF_8), key.bytes()));
        }
    }
}

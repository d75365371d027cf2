package incharge.reporting.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import incharge.feed.Fact;
import incharge.local.RealParts;
import incharge.sealing.Sealed;
import incharge.sealing.SealingKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The three topics of a real Kafka, and records in them as the relays write them. */
public final class Topics implements AutoCloseable {

    private static final List<String> ALL =
            List.of("incharge.customers", "incharge.responsibilities", "incharge.groupings");

    private static final String KEYS = "incharge.keys";

    /** The personal fields of all events together. */
    private static final List<String> PERSONAL = List.of("name", "email", "phone", "title", "sellerInfo");

    private final KafkaProducer<byte[], byte[]> producer;
    private final String bootstrap;
    private final boolean sealing;
    private final Map<String, SealingKey> keys = new HashMap<>();

    private Topics(String bootstrap, boolean sealing) {
        this.bootstrap = bootstrap;
        this.sealing = sealing;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public static Topics create() throws Exception {
        return create(RealParts.kafkaBootstrap());
    }

    /** Creates them on another broker. */
    public static Topics create(String bootstrap) throws Exception {
        return create(bootstrap, false);
    }

    /** Creates them with a topic of keys, under which the texts of persons are sealed as the services do it. */
    public static Topics sealing(String bootstrap) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            createKeys(admin);
        }
        return create(bootstrap, true);
    }

    private static void createKeys(Admin admin) throws Exception {
        admin.createTopics(List.of(new NewTopic(KEYS, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                .all()
                .get();
    }

    private static Topics create(String bootstrap, boolean sealing) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(ALL.stream()
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        return new Topics(bootstrap, sealing);
    }

    public void publish(List<Fact> facts) {
        facts.forEach(fact -> producer.send(published(fact)));
        producer.flush();
    }

    /** Publishes the end of a person's key, as before the event that the person is erased. */
    public void erase(String person) {
        keys.remove(person);
        producer.send(new ProducerRecord<>(KEYS, 0, person.getBytes(UTF_8), null));
        producer.flush();
    }

    /** Leaves an empty topic of keys. */
    public void loseKeys() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.deleteTopics(List.of(KEYS)).all().get();
            await().ignoreExceptions().until(() -> {
                createKeys(admin);
                return true;
            });
        }
    }

    /** Publishes the keys of all who are not erased. */
    public void publishKeysAgain() {
        keys.forEach(this::publish);
        producer.flush();
    }

    private void publish(String person, SealingKey key) {
        producer.send(new ProducerRecord<>(KEYS, 0, person.getBytes(UTF_8), key.bytes()));
    }

    /** Returns the payload as it is published, after the key that it needs, or after the end of it. */
    private byte[] payload(Fact fact) {
        ObjectNode payload = fact.payload().deepCopy().asObject();
        if (sealing && fact.type().equals("PersonErased")) {
            erase(payload.get("personId").asString());
        }
        boolean ofPerson =
                fact.topic().equals("incharge.responsibilities") && fact.type().startsWith("Employee")
                        || fact.type().equals("ContactAdded")
                        || payload.path("kind").asString("").equals("person");
        if (sealing && ofPerson) {
            Sealed.seal(payload, PERSONAL, fact.subject(), key(fact.subject()), fact.id(), type(fact));
        }
        return JsonMapper.shared().writeValueAsBytes(payload);
    }

    private SealingKey key(String person) {
        return keys.computeIfAbsent(person, _ -> {
            SealingKey key = SealingKey.random();
            publish(person, key);
            producer.flush();
            return key;
        });
    }

    private static String type(Fact fact) {
        return fact.topic() + "." + fact.type() + ".v" + fact.version();
    }

    private ProducerRecord<byte[], byte[]> published(Fact fact) {
        var record = new ProducerRecord<>(fact.topic(), 0, fact.subject().getBytes(UTF_8), payload(fact));
        String type = type(fact);
        var headers = Map.of(
                "content-type", "application/json",
                "ce_specversion", "1.0",
                "ce_id", fact.id().toString(),
                "ce_source", "urn:incharge:" + fact.topic().substring("incharge.".length()),
                "ce_type", type,
                "ce_subject", fact.subject(),
                "ce_time", fact.time().toString(),
                "ce_sequence", Long.toString(fact.sequence()),
                "ce_actor", fact.actor(),
                "ce_commandid", fact.commandId());
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        if (fact.reason() != null) {
            record.headers().add("ce_reason", fact.reason().getBytes(UTF_8));
        }
        if (fact.commandSource() != null) {
            record.headers().add("ce_commandsource", fact.commandSource().getBytes(UTF_8));
        }
        if (fact.commandKind() != null) {
            record.headers().add("ce_commandkind", fact.commandKind().getBytes(UTF_8));
        }
        return record;
    }

    @Override
    public void close() {
        producer.close();
    }
}

package incharge.reporting.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import incharge.feed.Fact;
import incharge.local.RealParts;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tools.jackson.databind.json.JsonMapper;

/** The three topics of a real Kafka, and records in them as the relays write them. */
public final class Topics implements AutoCloseable {

    private static final List<String> ALL =
            List.of("incharge.customers", "incharge.responsibilities", "incharge.groupings");

    private final KafkaProducer<byte[], byte[]> producer;

    private Topics(String bootstrap) {
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
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(ALL.stream()
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        return new Topics(bootstrap);
    }

    public void publish(List<Fact> facts) {
        facts.forEach(fact -> producer.send(published(fact)));
        producer.flush();
    }

    private static ProducerRecord<byte[], byte[]> published(Fact fact) {
        var record = new ProducerRecord<>(
                fact.topic(),
                0,
                fact.subject().getBytes(UTF_8),
                JsonMapper.shared().writeValueAsBytes(fact.payload()));
        String type = fact.topic() + "." + fact.type() + ".v" + fact.version();
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

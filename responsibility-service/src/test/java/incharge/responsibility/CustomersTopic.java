package incharge.responsibility;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.local.RealParts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Tells what customer-service would tell. One for each broker: it starts at the first event. */
final class CustomersTopic implements AutoCloseable {

    static final String TOPIC = "incharge.customers";
    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", RealParts.kafkaBootstrap());

    private final KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer());
    private long sequence;

    static CustomersTopic create() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(KAFKA)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        return new CustomersTopic();
    }

    /** A new customer. */
    UUID customer(String number) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        tell("CustomerRegistered", id, """
                {"customerId":"%s","number":"%s","name":"Langworth"}""".formatted(id, number));
        return id;
    }

    /** A new project; {@code assignee} is asked for unless null. */
    UUID project(UUID customer, String number, UUID assignee) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        String asked = assignee == null ? "" : ",\"requestedEmployeeId\":\"" + assignee + '"';
        tell("ProjectOpened", id, """
                {"projectId":"%s","customerId":"%s","number":"%s","name":"Audit","status":"open"%s}""".formatted(id, customer, number, asked));
        return id;
    }

    void archive(UUID customer) {
        tell("CustomerArchived", customer, "{\"customerId\":\"" + customer + "\"}");
    }

    void askAssignee(UUID customer, UUID project, UUID employee) {
        tell("ProjectAssigneeRequested", project, """
                {"projectId":"%s","customerId":"%s","employeeId":"%s"}""".formatted(project, customer, employee));
    }

    /** The position of the last event told. */
    synchronized long position() {
        return sequence;
    }

    private synchronized void tell(String type, UUID subject, String payload) {
        sequence++;
        var record = new ProducerRecord<>(TOPIC, 0, subject.toString().getBytes(UTF_8), payload.getBytes(UTF_8));
        Map.of(
                        "ce_id",
                        UuidCreator.getTimeOrderedEpoch().toString(),
                        "ce_source",
                        "urn:incharge:customers",
                        "ce_type",
                        TOPIC + "." + type + ".v1",
                        "ce_subject",
                        subject.toString(),
                        "ce_time",
                        Instant.now().toString(),
                        "ce_sequence",
                        Long.toString(sequence),
                        "ce_actor",
                        "anna",
                        "ce_commandid",
                        "01890a5d-ac96-774b-bcce-000000000077")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        producer.send(record);
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}

package incharge.k8s;

import static incharge.k8s.Manifests.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Gives the Kafka users of production their rights at a real broker, and tries what each may do and may not. */
@Timeout(300)
class KafkaAccessTest {
    private static final String CONSUMER = "example-consumer";
    private static final Map<String, String> OWN = Sources.WRITERS.stream()
            .collect(Collectors.toMap(writer -> writer, writer -> Sources.setting(writer, "/incharge/relay.topic")));

    @TempDir
    private static Path directory;

    private static SecuredBroker broker;

    @BeforeAll
    static void start() throws Exception {
        if (!Manifests.canRender()) {
            String reason = "The rights of Kafka users are not checked: there is no kubectl on the PATH";
            System.out.println(reason);
            assumeTrue(false, reason);
        }
        List<JsonNode> users = Manifests.render(Overlay.PRODUCTION)
                .all("KafkaUser")
                .map(JsonNode.class::cast)
                .toList();
        broker =
                new SecuredBroker(directory, users.stream().map(Manifests::name).toList());
        try (Admin admin = Admin.create(broker.as(SecuredBroker.ADMIN))) {
            admin.createAcls(users.stream()
                            .flatMap(user -> bindings(user).stream())
                            .toList())
                    .all()
                    .get();
        }
        for (Map.Entry<String, String> writer : OWN.entrySet()) {
            createAsTheRelayDoes(writer.getKey(), writer.getValue());
            publish(writer.getKey(), writer.getValue());
        }
        for (String owner : Sources.OWNERS_OF_PERSONS) {
            createAsTheRelayDoes(owner, Sources.KEYS);
            publish(owner, Sources.KEYS);
        }
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void a_writer_keeps_its_own_topic() throws Exception {
        for (Map.Entry<String, String> writer : OWN.entrySet()) {
            String topic = writer.getValue();
            try (Admin admin = Admin.create(broker.as(writer.getKey()))) {
                var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
                assertThat(admin.describeConfigs(List.of(resource)).all().get()).containsKey(resource);
                assertThat(admin.describeTopics(List.of(topic)).allTopicNames().get())
                        .containsKey(topic);
                admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(0)))
                        .all()
                        .get();
            }
        }
    }

    @Test
    void nobody_writes_the_topic_of_another() {
        for (String user : List.of(
                "customer-service", "responsibility-service", "grouping-service", "reporting-service", CONSUMER)) {
            OWN.values().stream()
                    .filter(topic -> !topic.equals(OWN.get(user)))
                    .forEach(topic -> assertThatThrownBy(() -> publish(user, topic))
                            .describedAs(user + " " + topic)
                            .rootCause()
                            .isInstanceOf(AuthorizationException.class));
        }
    }

    @Test
    void the_keys_are_written_by_the_services_that_own_persons_and_deleted_by_nobody() {
        for (String user : List.of("grouping-service", "reporting-service", CONSUMER)) {
            assertThatThrownBy(() -> publish(user, Sources.KEYS))
                    .describedAs(user)
                    .rootCause()
                    .isInstanceOf(AuthorizationException.class);
        }
        for (String user : Sources.WRITERS) {
            try (Admin admin = Admin.create(broker.as(user))) {
                assertThatThrownBy(() ->
                                admin.deleteTopics(List.of(Sources.KEYS)).all().get())
                        .describedAs(user)
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    @Test
    void every_service_reads_every_topic_in_its_groups() {
        Set<String> topics = new TreeSet<>(Sources.topics());
        topics.add(Sources.KEYS);
        for (String service : Sources.SERVICES) {
            assertThat(topicsRead(service, service + "-3")).isEqualTo(topics);
            try (var consumer = consumer(service, Map.of())) {
                var partitions = topics.stream()
                        .map(topic -> new TopicPartition(topic, 0))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                assertThat(consumer.endOffsets(partitions))
                        .allSatisfy((_, end) -> assertThat(end).isPositive());
            }
        }
    }

    @Test
    void a_consumer_of_another_system_reads_what_it_may_and_does_nothing_else() throws Exception {
        assertThat(topicsRead(CONSUMER, CONSUMER)).isEqualTo(Set.of("incharge.customers", "incharge.responsibilities"));
        assertThatThrownBy(() -> topicsRead(CONSUMER, "customer-service-3"))
                .isInstanceOf(GroupAuthorizationException.class);
        try (Admin admin = Admin.create(broker.as(CONSUMER))) {
            assertThat(admin.listTopics().names().get())
                    .isEqualTo(Set.of("incharge.customers", "incharge.responsibilities"));
            assertThatThrownBy(() -> admin.createTopics(List.of(new NewTopic("incharge.more", 1, (short) 1)))
                            .all()
                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> admin.deleteTopics(List.of("incharge.customers"))
                            .all()
                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> admin.deleteRecords(Map.of(
                                    new TopicPartition("incharge.customers", 0), RecordsToDelete.beforeOffset(1)))
                            .all()
                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    private static List<AclBinding> bindings(JsonNode user) {
        var bindings = new ArrayList<AclBinding>();
        each(user.at("/spec/authorization/acls")).forEach(acl -> {
            JsonNode resource = acl.path("resource");
            var pattern = new ResourcePattern(
                    ResourceType.fromString(resource.path("type").asString()),
                    resource.path("name").asString(),
                    resource.path("patternType").asString("literal").equals("prefix")
                            ? PatternType.PREFIXED
                            : PatternType.LITERAL);
            Manifests.texts(acl.path("operations"))
                    .forEach(operation -> bindings.add(new AclBinding(
                            pattern,
                            new AccessControlEntry(
                                    "User:" + Manifests.name(user),
                                    "*",
                                    operation(operation),
                                    AclPermissionType.ALLOW))));
        });
        return bindings;
    }

    private static AclOperation operation(String name) {
        return AclOperation.fromString(
                name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }

    private static void createAsTheRelayDoes(String user, String topic) throws Exception {
        try (Admin admin = Admin.create(broker.as(user))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(Map.of("retention.ms", "-1"))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            // the topic of the keys is created by the first of its writers
            assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
        }
    }

    private static void publish(String user, String topic) throws Exception {
        Map<String, Object> settings = broker.as(user);
        settings.remove("default.api.timeout.ms");
        settings.putAll(Map.of("acks", "all", "enable.idempotence", true, "max.block.ms", 20_000));
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", "value")).get();
        }
    }

    private static KafkaConsumer<String, String> consumer(String user, Map<String, Object> more) {
        Map<String, Object> settings = broker.as(user);
        settings.putAll(Map.of(
                "auto.offset.reset", "earliest", "enable.auto.commit", false, "allow.auto.create.topics", false));
        settings.putAll(more);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    /** Returns the topics of which a group receives records, subscribed by a pattern as the services do. */
    private static Set<String> topicsRead(String user, String group) {
        var found = new TreeSet<String>();
        try (var consumer = consumer(user, Map.of("group.id", group))) {
            consumer.subscribe(Pattern.compile("incharge\\..*"));
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (found.size() < (user.equals(CONSUMER) ? 2 : 4) && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> found.add(record.topic()));
            }
            consumer.commitSync();
        }
        return found;
    }
}

package incharge.eventstore.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Creates a topic of one partition, and checks its settings. */
final class TopicAdmin implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Map<String, Object> kafka;
    private final short replication;
    private final Map<String, String> required;
    private final Map<String, String> initial;
    private final Admin admin;

    /**
     * @param required settings without which nothing is published to the topic
     * @param initial further settings of a new topic, which an operator may change
     */
    TopicAdmin(String name, Cluster cluster, Map<String, String> required, Map<String, String> initial) {
        this.name = name;
        this.kafka = cluster.settings();
        this.replication = (short) cluster.replication();
        this.required = required;
        this.initial = initial;
        var settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        this.admin = Admin.create(settings);
    }

    /**
     * Creates the topic if it is missing, and returns its id. Throws {@link OperatorRequired} if its settings are not
     * the required ones.
     */
    Uuid prepare() throws InterruptedException {
        TopicDescription description = description();
        checkSettings(description, config());
        return description.topicId();
    }

    /** Returns the value of a setting of the topic. */
    String setting(String key) throws InterruptedException {
        return config().get(key).value();
    }

    /** Returns a consumer of the topic's partition, which a caller positions. */
    KafkaConsumer<byte[], byte[]> consumer(TopicPartition partition) {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // a fetch in flight delays the one after a seek
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        return consumer;
    }

    /** Removes every record below the offset. */
    void purge(TopicPartition partition, long before) throws InterruptedException {
        get(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before)))
                .all());
    }

    /** Calls {@code gone} if the topic is no longer the same; does nothing if no broker answers. */
    void ifGone(Uuid id, Consumer<String> gone) {
        CompletionStage<TopicDescription> description =
                admin.describeTopics(List.of(name)).topicNameValues().get(name).toCompletionStage();
        description.whenComplete((found, failure) -> {
            if (failure instanceof UnknownTopicOrPartitionException) {
                gone.accept("topic " + name + " was deleted");
            } else if (failure == null && !found.topicId().equals(id)) {
                gone.accept("topic " + name + " was deleted and made again");
            }
        });
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private TopicDescription description() throws InterruptedException {
        try {
            return describe();
        } catch (UnknownTopicOrPartitionException _) {
            create();
            return describe();
        }
    }

    private TopicDescription describe() throws InterruptedException {
        return get(admin.describeTopics(List.of(name)).topicNameValues().get(name));
    }

    private void create() throws InterruptedException {
        var settings = new HashMap<>(required);
        settings.putAll(initial);
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(minInSync()));
        NewTopic topic = new NewTopic(name, 1, replication).configs(settings);
        try {
            get(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException _) {
            return; // another replica has just created it, or it is still being deleted: the next request shows which
        }
        // the controller has created it; the broker of the next request may not have it yet
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            try {
                describe();
                return;
            } catch (UnknownTopicOrPartitionException _) {
                Thread.sleep(20);
            }
        }
    }

    private Config config() throws InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        return get(admin.describeConfigs(List.of(resource)).values().get(resource));
    }

    private void checkSettings(TopicDescription description, Config config) {
        var wrong = new ArrayList<String>();
        int partitions = description.partitions().size();
        if (partitions != 1) {
            wrong.add(partitions + " partitions instead of 1");
        }
        int replicas = description.partitions().getFirst().replicas().size();
        if (replicas < replication) {
            wrong.add("replication factor " + replicas + " instead of " + replication);
        }
        required.forEach((key, value) -> expect(config, key, value, wrong));
        String inSync = config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value();
        if (Integer.parseInt(inSync) < minInSync()) {
            wrong.add(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG + "=" + inSync + " instead of " + minInSync());
        }
        if (!wrong.isEmpty()) {
            throw new OperatorRequired("topic " + name + " has " + String.join(", ", wrong));
        }
    }

    private static void expect(Config config, String key, String value, List<String> wrong) {
        String found = config.get(key).value();
        if (!value.equals(found)) {
            wrong.add(key + "=" + found + " instead of " + value);
        }
    }

    private int minInSync() {
        return Math.max(1, replication - 1);
    }

    private static <T> T get(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw Interruption.because("Kafka cannot be asked", e.getCause());
        } catch (TimeoutException e) {
            throw Interruption.because("Kafka does not answer", e);
        }
    }
}

package incharge.eventstore.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic of one log. */
final class Topic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String KEEPS_ALL = "-1";
    private static final int MAX_RECORD = 8 << 20;

    private final String name;
    private final TopicPartition partition;
    private final Map<String, Object> kafka;
    private final short replication;
    private final Admin admin;

    /**
     * @param kafka settings of every client: the brokers' addresses and how to reach them
     * @param replication how many brokers hold the topic; all but one of them must have a record before it counts
     */
    Topic(String name, Map<String, Object> kafka, int replication) {
        this.name = name;
        this.partition = new TopicPartition(name, 0);
        this.kafka = kafka;
        this.replication = (short) replication;
        var settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        this.admin = Admin.create(settings);
    }

    /** An event by its number and its id. */
    record Event(long sequence, String id) {}

    /**
     * The content of the topic.
     *
     * @param begin the offset of its first record
     * @param end the offset that the next record gets
     * @param first the first event in it, null if there is none
     * @param last the last event in it, null if there is none
     * @param maxRecord how large a record may be, in bytes
     */
    record Content(Uuid id, long begin, long end, Event first, Event last, int maxRecord) {
        /** Returns false if events are missing before the last; those in the middle are not read. */
        boolean whole() {
            return last == null || first.sequence() == 1 && end - begin >= last.sequence();
        }

        boolean empty() {
            return begin == end;
        }
    }

    /**
     * Creates the topic if it is missing, and reads its ends. Throws {@link OperatorRequired} if its settings are not
     * the required ones.
     */
    Content look() throws InterruptedException {
        TopicDescription description = description();
        Config config = config();
        checkSettings(description, config);
        int maxRecord = Integer.parseInt(
                config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            long begin = consumer.beginningOffsets(List.of(partition)).get(partition);
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            return new Content(
                    description.topicId(),
                    begin,
                    end,
                    first(consumer, begin, end),
                    last(consumer, begin, end),
                    maxRecord);
        }
    }

    /** Removes every record below the offset. */
    void purge(long before) throws InterruptedException {
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
        NewTopic topic = new NewTopic(name, 1, replication)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        KEEPS_ALL,
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        KEEPS_ALL,
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        Integer.toString(minInSync()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(MAX_RECORD)));
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
        expect(config, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE, wrong);
        expect(config, TopicConfig.RETENTION_MS_CONFIG, KEEPS_ALL, wrong);
        expect(config, TopicConfig.RETENTION_BYTES_CONFIG, KEEPS_ALL, wrong);
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

    private KafkaConsumer<byte[], byte[]> consumer() {
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

    private Event first(KafkaConsumer<byte[], byte[]> consumer, long begin, long end) {
        return events(consumer, begin, end, true).stream().findFirst().orElse(null);
    }

    /** Returns the last event; records of others may follow it, so the window grows until one is found. */
    private Event last(KafkaConsumer<byte[], byte[]> consumer, long begin, long end) {
        long window = 1;
        for (long to = end; to > begin; window *= 10) {
            long from = Math.max(begin, to - window);
            List<Event> found = events(consumer, from, to, false);
            if (!found.isEmpty()) {
                return found.getLast();
            }
            to = from;
        }
        return null;
    }

    private List<Event> events(KafkaConsumer<byte[], byte[]> consumer, long from, long to, boolean onlyFirst) {
        var found = new ArrayList<Event>();
        if (from >= to) {
            return found;
        }
        consumer.seek(partition, from);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition) < to) {
            for (ConsumerRecord<byte[], byte[]> polled :
                    consumer.poll(Duration.ofMillis(200)).records(partition)) {
                if (polled.offset() < to) {
                    event(polled).ifPresent(found::add);
                }
            }
            if (onlyFirst && !found.isEmpty()) {
                return found;
            }
            if (System.nanoTime() - deadline > 0) {
                throw Interruption.because("topic " + name + " cannot be read", null);
            }
        }
        return found;
    }

    private static Optional<Event> event(ConsumerRecord<byte[], byte[]> polled) {
        Header sequence = polled.headers().lastHeader("ce_sequence");
        Header id = polled.headers().lastHeader("ce_id");
        if (sequence == null || id == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Event(Long.parseLong(new String(sequence.value(), UTF_8)), new String(id.value(), UTF_8)));
        } catch (NumberFormatException _) {
            return Optional.empty(); // no event
        }
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

package incharge.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** The topic of the bare keys of persons, and the settings of topics and the broker. */
final class KeyTopic implements AutoCloseable {

    static final String NAME = "incharge.keys";

    private static final TopicPartition PARTITION = new TopicPartition(NAME, 0);
    private static final String BROKER = "1";
    private static final String MOST_BYTES = "max.message.bytes";

    private final String bootstrap;
    private final Admin admin;

    KeyTopic(String bootstrap) {
        this.bootstrap = bootstrap;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    /** Returns the last record of each id: its key, or nothing where it is a tombstone. */
    Map<String, Optional<byte[]>> read() {
        Map<String, Optional<byte[]>> last = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
            while (consumer.position(PARTITION) < end) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> last.put(record.key(), Optional.ofNullable(record.value())));
            }
        }
        return last;
    }

    /** Returns a key that is not erased. */
    byte[] key(String id) {
        return read().get(id).orElseThrow();
    }

    boolean hasTombstone(String id) {
        return read().getOrDefault(id, Optional.of(new byte[0])).isEmpty();
    }

    /** Lets the broker do within seconds what the settings of the topic let it do within an hour. */
    void compactAtOnce() {
        alter(
                ConfigResource.Type.TOPIC,
                NAME,
                Map.of(
                        "segment.ms", "1",
                        "max.compaction.lag.ms", "1",
                        "min.cleanable.dirty.ratio", "0",
                        "file.delete.delay.ms", "0"));
        alter(ConfigResource.Type.BROKER, BROKER, Map.of("log.cleaner.backoff.ms", "200"));
    }

    /**
     * Lets a topic take no record larger than that; 1 byte is less than any has.
     *
     * @return what it took before
     */
    String limit(String topic, String bytes) {
        String before = setting(topic);
        alter(ConfigResource.Type.TOPIC, topic, Map.of(MOST_BYTES, bytes));
        Awaitility.await("the new limit of " + topic).until(() -> setting(topic).equals(bytes));
        return before;
    }

    private String setting(String topic) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config = admin.describeConfigs(List.of(resource))
                    .values()
                    .get(resource)
                    .get();
            return config.get(MOST_BYTES).value();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void alter(ConfigResource.Type type, String name, Map<String, String> settings) {
        List<AlterConfigOp> changes = new ArrayList<>();
        settings.forEach(
                (key, value) -> changes.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
        try {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(type, name), changes))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}

package incharge.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The events of a running system on Kafka. */
final class PublishedEvents {

    private PublishedEvents() {}

    /** All records of a topic up to its end, which lies at or behind the sequence. */
    static List<ConsumerRecord<String, String>> records(RunningSystem system, String topic, long sequence) {
        return records(system.addresses().get("INCHARGE_KAFKA_BOOTSTRAP"), topic, sequence);
    }

    static List<ConsumerRecord<String, String>> records(String bootstrap, String topic, long sequence) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                long end = consumer.endOffsets(List.of(partition)).get(partition);
                return end >= sequence && records.size() >= end;
            });
        }
        return records;
    }

    static Map<String, String> headers(ConsumerRecord<String, String> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    /** The type without its topic, such as {@code CustomerRegistered.v1}. */
    static String type(ConsumerRecord<String, String> record) {
        return headers(record).get("ce_type").substring(record.topic().length() + 1);
    }
}

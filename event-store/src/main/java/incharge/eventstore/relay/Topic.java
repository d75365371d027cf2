package incharge.eventstore.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;

/** The topic of one log. */
final class Topic implements AutoCloseable {
    private static final Duration PATIENCE = TopicAdmin.PATIENCE;
    private static final String KEEPS_ALL = "-1";
    private static final int MAX_RECORD = 8 << 20;

    private final String name;
    private final TopicPartition partition;
    private final TopicAdmin admin;

    Topic(String name, Cluster cluster) {
        this.name = name;
        this.partition = new TopicPartition(name, 0);
        this.admin = new TopicAdmin(
                name,
                cluster,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        KEEPS_ALL,
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        KEEPS_ALL),
                Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_RECORD)));
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
        Uuid id = admin.prepare();
        int maxRecord = Integer.parseInt(admin.setting(TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
        try (KafkaConsumer<byte[], byte[]> consumer = admin.consumer(partition)) {
            long begin = consumer.beginningOffsets(List.of(partition)).get(partition);
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            return new Content(id, begin, end, first(consumer, begin, end), last(consumer, begin, end), maxRecord);
        }
    }

    /** Removes every record below the offset. */
    void purge(long before) throws InterruptedException {
        admin.purge(partition, before);
    }

    /** Calls {@code gone} if the topic is no longer the same; does nothing if no broker answers. */
    void ifGone(Uuid id, Consumer<String> gone) {
        admin.ifGone(id, gone);
    }

    @Override
    public void close() {
        admin.close();
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
}

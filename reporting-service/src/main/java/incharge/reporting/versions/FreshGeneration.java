package incharge.reporting.versions;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import incharge.feed.Fact;
import incharge.feed.FactReader;
import incharge.feed.KeyRing;
import incharge.reporting.facts.ReportingFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Writes a source from the first record of its topic on, into a generation that nothing else writes. */
final class FreshGeneration implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    /** The most records of one poll and of one transaction. */
    static final int RECORDS = 2_000;

    private final Source source;
    private final int generation;
    private final VersionStore versions;
    private final MongoClient client;
    private final ReportingFacts facts;
    private final FactReader reader;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Fact> pending = new ArrayList<>();
    private final NewestEntries newest = new NewestEntries();
    private long reached;

    /** @param kafka settings of every Kafka client: at least {@code bootstrap.servers} */
    FreshGeneration(
            Source source,
            int generation,
            VersionStore versions,
            KeyRing keys,
            MongoClient client,
            ReportingFacts facts,
            Map<String, Object> kafka) {
        this.source = source;
        this.generation = generation;
        this.versions = versions;
        this.client = client;
        this.facts = facts;
        this.reader = new FactReader(source.topic(), keys);
        versions.prepareKeys();
        this.consumer = consumer(kafka);
        var partition = new TopicPartition(source.topic(), 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** Returns the sequence that the generation has reached. */
    long reached() {
        return reached;
    }

    /** Reads what the topic has next, and writes what of it is not behind that sequence. */
    void advance(long upTo) {
        poll(consumer, reader, reached, pending);
        int ready = upTo(pending, upTo);
        if (ready > 0) {
            List<Fact> batch = pending.subList(0, ready);
            write(batch);
            reached = batch.getLast().sequence();
            batch.clear();
        }
    }

    /**
     * Adds the facts that follow on those reached and pending. While more than one poll is pending, the partition is
     * paused: facts that may not be written yet wait in Kafka and not in memory.
     */
    static void poll(KafkaConsumer<byte[], byte[]> consumer, FactReader reader, long reached, List<Fact> pending) {
        if (pending.size() > RECORDS) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.assignment());
        }
        long last = pending.isEmpty() ? reached : pending.getLast().sequence();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            Fact fact = reader.read(record).orElse(null);
            // the relay may publish a fact twice
            if (fact != null && fact.sequence() > last) {
                if (fact.sequence() != last + 1) {
                    throw new IllegalStateException(record.topic() + " has a gap behind " + last);
                }
                pending.add(fact);
                last = fact.sequence();
            }
        }
    }

    private static int upTo(List<Fact> facts, long sequence) {
        int count = 0;
        while (count < facts.size() && facts.get(count).sequence() <= sequence) {
            count++;
        }
        return count;
    }

    private void write(List<Fact> ready) {
        try (ClientSession session = client.startSession()) {
            for (int from = 0; from < ready.size(); from += RECORDS) {
                List<Fact> batch = ready.subList(from, Math.min(ready.size(), from + RECORDS));
                long after = batch.getFirst().sequence() - 1;
                // a transaction, so that a batch can be repeated after a failure
                List<Entry> entries = session.withTransaction(
                        () -> versions.append(session, facts.read(batch), newest.at(generation, after)));
                newest.committed(new WrittenBatch(
                        source, generation, after, batch.getLast().sequence(), entries));
            }
        }
    }

    static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> kafka) {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        consumer.close();
    }
}

package incharge.reporting.versions;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import incharge.feed.Fact;
import incharge.feed.FactReader;
import incharge.feed.Failure;
import incharge.reporting.facts.ReportingFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a source anew from the first record of its topic, into a generation of its own, while the old one is served
 * and goes on. At the same sequence, one write of the checkpoint puts the new one in place. A rebuild whose process
 * ends leaves a candidate that the next rebuild replaces; after a transient failure of MongoDB or Kafka it begins once
 * more.
 */
public final class Rebuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /**
     * How far a rebuild is.
     *
     * @param reached the sequence that the candidate has reached
     * @param served that of the served generation
     */
    private record Progress(long reached, long served) {
        static final Progress BEGUN = new Progress(0, 0);
    }

    /** The most records of one poll and of one transaction. */
    static final int RECORDS = 2_000;

    private final Sources sources;
    private final MongoClient client;
    private final ReportingFacts facts;
    private final Map<String, Object> kafka;
    private final Map<Source, Progress> running = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param kafka settings of every Kafka client: at least {@code bootstrap.servers} */
    public Rebuild(Sources sources, MongoClient client, ReportingFacts facts, Map<String, Object> kafka) {
        this.sources = sources;
        this.client = client;
        this.facts = facts;
        this.kafka = Map.copyOf(kafka);
    }

    /** Sources that this process builds anew at the moment, each with the sequence it has reached. */
    public Map<Source, Long> running() {
        var reached = new TreeMap<Source, Long>();
        running.forEach((source, progress) -> reached.put(source, progress.reached()));
        return reached;
    }

    /** Returns the share of the events that the running rebuilds have taken in, from 0 to 1; 1 when none is running. */
    public double progress() {
        long reached = 0;
        long served = 0;
        for (Progress one : running.values()) {
            if (one.served() == 0) {
                return 0; // not known yet
            }
            reached += one.reached();
            served += one.served();
        }
        return served == 0 ? 1 : Math.min(1, (double) reached / served);
    }

    /** Begins in the background; false when this process does it already. */
    public boolean begin(Source source) {
        if (running.putIfAbsent(source, Progress.BEGUN) != null) {
            return false;
        }
        Thread.ofPlatform().daemon().name("rebuild-" + source.shortName()).start(() -> {
            try {
                untilItIsBuilt(source);
            } finally {
                running.remove(source);
            }
        });
        return true;
    }

    /** Begins for each source whose generation has another model than this code. */
    public void beginWhereOutdated() {
        sources.all().values().stream()
                .filter(state -> state.model() != Sources.MODEL)
                .forEach(state -> begin(state.source()));
    }

    public void close() {
        closed.countDown();
    }

    private void untilItIsBuilt(Source source) {
        boolean again = true;
        while (again) {
            running.put(source, Progress.BEGUN);
            try {
                run(source);
                again = false;
            } catch (RuntimeException e) {
                again = isTransient(source, e) && !closedWithin(PAUSE);
            }
        }
    }

    private boolean isTransient(Source source, RuntimeException failure) {
        boolean repeat = false;
        if (closedWithin(Duration.ZERO)) {
            LOG.debug("{} is not built anew, this process ends", source.shortName(), failure);
        } else if (Failure.of(failure) instanceof Failure.Transient(String reason)) {
            LOG.warn("{} is built anew from the beginning once more: {}", source.shortName(), reason);
            repeat = true;
        } else {
            LOG.error("{} could not be built anew, the old generation stays served", source.shortName(), failure);
        }
        return repeat;
    }

    private boolean closedWithin(Duration time) {
        try {
            return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void run(Source source) {
        int candidate = sources.candidate(source);
        sources.sweep(source);
        LOG.info("{} is built anew as generation {}", source.shortName(), candidate);
        VersionStore versions = sources.versions(source, candidate);
        versions.prepareKeys();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            var partition = new TopicPartition(source.topic(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            if (build(source, candidate, versions, consumer)) {
                LOG.info("{} is served from generation {}", source.shortName(), candidate);
                sources.sweep(source);
            }
        }
    }

    /** Writes until the candidate is served; false when this process ends before. */
    private boolean build(Source source, int candidate, VersionStore versions, KafkaConsumer<byte[], byte[]> consumer) {
        var reader = new FactReader(source.topic());
        var pending = new ArrayList<Fact>();
        var newest = new NewestEntries();
        boolean prepared = false;
        long reached = 0;
        while (!closedWithin(Duration.ZERO)) {
            poll(consumer, reader, reached, pending);
            long served = sources.state(source).orElseThrow().sequence();
            // the served generation is never overtaken: later facts wait
            int ready = upTo(pending, served);
            if (ready > 0) {
                List<Fact> batch = pending.subList(0, ready);
                write(source, candidate, batch, newest);
                reached = batch.getLast().sequence();
                running.put(source, new Progress(reached, served));
                batch.clear();
            }
            if (reached == served && !prepared) {
                // while this takes its time, the served generation goes on
                versions.prepare();
                versions.save(reached);
                prepared = true;
            } else if (reached == served && sources.replace(source, candidate, reached)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Adds the facts that follow on those reached and pending. While more than one poll is pending, the partition is
     * paused: facts that the served generation has not reached wait in Kafka and not in memory.
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

    private void write(Source source, int candidate, List<Fact> pending, NewestEntries newest) {
        VersionStore versions = sources.versions(source, candidate);
        try (ClientSession session = client.startSession()) {
            for (int from = 0; from < pending.size(); from += RECORDS) {
                List<Fact> batch = pending.subList(from, Math.min(pending.size(), from + RECORDS));
                long after = batch.getFirst().sequence() - 1;
                // a transaction, so that a batch can be repeated after a failure
                List<Entry> entries = session.withTransaction(
                        () -> versions.append(session, facts.read(batch), newest.at(candidate, after)));
                newest.committed(new WrittenBatch(
                        source, candidate, after, batch.getLast().sequence(), entries));
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
}

package incharge.reporting.versions;

import com.mongodb.client.MongoClient;
import incharge.feed.Fact;
import incharge.feed.FactReader;
import incharge.feed.Trouble;
import incharge.reporting.facts.KnownFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Builds a source anew from the first record of its topic, into a generation of its own, while the old one is served
 * and goes on; once it is as far, one write of the pointer puts it in place. A rebuild that dies is forgotten; one that
 * MongoDB or Kafka fails for a while begins once more.
 */
public final class Rebuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Of one poll, and of one transaction. */
    static final int RECORDS = 2_000;

    private final Sources sources;
    private final MongoClient client;
    private final KnownFacts known;
    private final String bootstrap;
    private final Map<Source, Long> running = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public Rebuild(Sources sources, MongoClient client, KnownFacts known, String bootstrap) {
        this.sources = sources;
        this.client = client;
        this.known = known;
        this.bootstrap = bootstrap;
    }

    /** Sources that this process builds anew at the moment, each with the sequence it has reached. */
    public Map<Source, Long> running() {
        return new TreeMap<>(running);
    }

    /** Begins in the background; false when this process does it already. */
    public boolean begin(Source source) {
        if (running.putIfAbsent(source, 0L) != null) {
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

    /** Begins for each source that was written with another model than this code's. */
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
            running.put(source, 0L);
            try {
                run(source);
                again = false;
            } catch (RuntimeException e) {
                again = passes(source, e) && !closedWithin(PAUSE);
            }
        }
    }

    private boolean passes(Source source, RuntimeException failure) {
        boolean passes = false;
        if (closedWithin(Duration.ZERO)) {
            LOG.debug("{} is not built anew, this process ends", source.shortName(), failure);
        } else if (Trouble.of(failure) instanceof Trouble.Passing(String reason)) {
            LOG.warn("{} is built anew from the beginning once more: {}", source.shortName(), reason);
            passes = true;
        } else {
            LOG.error("{} could not be built anew, the old generation stays served", source.shortName(), failure);
        }
        return passes;
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
        var chronicle = sources.chronicle(source, candidate);
        chronicle.prepare();
        var reader = new FactReader(JsonMapper.shared(), source.topic());
        var pending = new ArrayList<Fact>();
        long reached = 0;
        try (var consumer = consumer(bootstrap)) {
            var partition = new TopicPartition(source.topic(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (!closedWithin(Duration.ZERO)) {
                hear(consumer, reader, reached, pending);
                long served = sources.state(source).orElseThrow().sequence();
                // The served generation is never overtaken: what is behind it waits.
                int ready = upTo(pending, served);
                if (ready > 0) {
                    var batch = pending.subList(0, ready);
                    write(chronicle, batch);
                    reached = batch.getLast().sequence();
                    running.put(source, reached);
                    batch.clear();
                }
                if (reached == served && replace(source, candidate, reached)) {
                    LOG.info("{} is served from generation {}", source.shortName(), candidate);
                    sources.sweep(source);
                    return;
                }
            }
        }
    }

    /**
     * Adds what follows on what is reached and pending. While more than one poll is pending, nothing is asked for: what
     * the served generation has not reached waits in Kafka and not here.
     */
    static void hear(KafkaConsumer<byte[], byte[]> consumer, FactReader reader, long reached, List<Fact> pending) {
        if (pending.size() > RECORDS) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.assignment());
        }
        long last = pending.isEmpty() ? reached : pending.getLast().sequence();
        for (var record : consumer.poll(POLL)) {
            var fact = reader.read(record).orElse(null);
            // delivered again after a failure of the relay
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

    private void write(Chronicle chronicle, List<Fact> facts) {
        try (var session = client.startSession()) {
            for (int from = 0; from < facts.size(); from += RECORDS) {
                var batch = facts.subList(from, Math.min(facts.size(), from + RECORDS));
                // whole or not at all, so that what fails for a moment is written again
                session.withTransaction(() -> {
                    chronicle.append(session, known, batch);
                    return null;
                });
            }
        }
    }

    /** False when the served generation moved on meanwhile. */
    private boolean replace(Source source, int candidate, long reached) {
        try (var session = client.startSession()) {
            return session.withTransaction(() -> {
                if (sources.locked(session, source).sequence() != reached) {
                    return false;
                }
                if (!sources.replace(session, source, candidate)) {
                    throw new IllegalStateException("another rebuild of " + source.shortName() + " was begun later");
                }
                return true;
            });
        }
    }

    static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        RECORDS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}

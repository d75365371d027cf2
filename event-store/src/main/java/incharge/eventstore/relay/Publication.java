package incharge.eventstore.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import incharge.eventstore.decider.CommandSource;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes in the log's order, from what the topic holds until anything unexpected happens. Then it ends, everything
 * that is not acknowledged is dropped, and the next publication reads the topic again; so nothing is skipped.
 */
final class Publication implements AutoCloseable {
    private static final int PAGE = 500;
    private static final int UNANSWERED = 2_000;
    private static final byte[] JSON = "application/json".getBytes(UTF_8);
    private static final byte[] SPEC_VERSION = "1.0".getBytes(UTF_8);

    private final EventLog log;
    private final String topic;
    private final byte[] source;
    private final KeyPublication keys;
    private final KafkaProducer<byte[], byte[]> producer;
    private final WakeUp wakeUp;
    private final AtomicInteger unanswered = new AtomicInteger();
    /** The times of the events that are sent and not acknowledged, in order. */
    private final Queue<Instant> sent = new ConcurrentLinkedQueue<>();

    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private volatile long published;
    private volatile String publishedId;
    private volatile long refusedFirst = Long.MAX_VALUE;
    private long expectedOffset; // only the producer's thread, after the start

    /** @param keys publishes the keys of the persons in the events; null where there are none */
    Publication(
            EventLog log,
            String topic,
            Map<String, Object> kafka,
            KeyPublication keys,
            Topic.Content content,
            WakeUp wakeUp) {
        Topic.Event after = content.last();
        this.log = log;
        this.topic = topic;
        this.source = source(topic);
        this.keys = keys;
        this.wakeUp = wakeUp;
        this.published = after == null ? 0 : after.sequence();
        this.publishedId = after == null ? null : after.id();
        this.expectedOffset = content.end();
        this.producer =
                new KafkaProducer<>(settings(kafka, content), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Returns the source that records of a log's topic name. */
    static byte[] source(String topic) {
        return ("urn:incharge:" + topic.substring(topic.indexOf('.') + 1)).getBytes(UTF_8);
    }

    private static Map<String, Object> settings(Map<String, Object> kafka, Topic.Content content) {
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // the events of one append arrive together and go in one request
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        // if the producer gave up a record, there would be a gap, since later records may still arrive
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        // a record that is too large must fail here, before later ones are sent, and not at the broker
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, content.maxRecord());
        return settings;
    }

    /**
     * Publishes until {@code stopped} or the lease is lost; throws any other reason to end.
     *
     * @param tick how often the lease is renewed and {@code everyTick} is called
     */
    void run(Lease lease, Duration tick, Runnable everyTick, BooleanSupplier stopped) throws InterruptedException {
        long next = published + 1;
        long nextTick = System.nanoTime();
        if (keys != null) {
            keys.begin();
        }
        while (!stopped.getAsBoolean()) {
            if (failure.get() != null) {
                throw failure.get();
            }
            if (System.nanoTime() - nextTick >= 0 || !lease.holds()) {
                if (!lease.renew()) {
                    return;
                }
                everyTick.run();
                if (keys != null) {
                    keys.tick(why -> fail(Interruption.because(why, null)));
                }
                nextTick = System.nanoTime() + tick.toNanos();
            }
            List<Recorded> page = unanswered.get() < UNANSWERED ? page(next) : List.of();
            if (keys != null) {
                keys.before(page, lease::holds);
            }
            for (Recorded event : page) {
                if (failure.get() != null || !lease.holds() || stopped.getAsBoolean()) {
                    break;
                }
                send(event);
                next = event.position() + 1;
            }
            // answers and later appends signal
            if (page.isEmpty() || next > log.known()) {
                wakeUp.await(nextTick - System.nanoTime());
            }
        }
    }

    /** Returns the next events that this process knows of. Usually it has just appended them. */
    private List<Recorded> page(long next) {
        if (next > log.known()) {
            return List.of();
        }
        List<Recorded> appended = log.recent(next, PAGE);
        return appended.isEmpty() ? log.read(next, PAGE) : appended;
    }

    /** Ends the publication from another thread. */
    void fail(RuntimeException why) {
        failure.compareAndSet(null, why);
        wakeUp.signal();
    }

    /** Returns the position of the last event that the brokers have acknowledged; 0 if there is none. */
    long published() {
        return published;
    }

    /** Returns whether answers of brokers are outstanding. */
    boolean waits() {
        return unanswered.get() > 0;
    }

    /** Returns the time of the first event that is sent and not acknowledged; null if there is none. */
    Instant oldestSent() {
        return sent.peek();
    }

    /** Fails if the log no longer holds what was published last. */
    void checkLog() {
        long position = published;
        String id = publishedId;
        if (position > 0 && position == published) {
            require(log, topic, new Topic.Event(position, id));
        }
    }

    /** Throws {@link OperatorRequired} if the log does not hold this event at its position. */
    static void require(EventLog log, String topic, Topic.Event event) {
        String held =
                log.at(event.sequence()).map(Recorded::id).map(Object::toString).orElse("none");
        if (!held.equals(event.id())) {
            throw new OperatorRequired(
                    "topic %s holds event %s as number %d, the log holds %s there: the log was restored from an older copy or is another one; nothing is published"
                            .formatted(topic, event.id(), event.sequence(), held));
        }
    }

    private void send(Recorded event) {
        unanswered.incrementAndGet();
        sent.add(event.time());
        producer.send(record(event), (metadata, refused) -> answered(event, metadata, refused));
    }

    private void answered(Recorded event, RecordMetadata metadata, Exception refused) {
        int open = unanswered.decrementAndGet();
        if (refused instanceof RecordTooLargeException) {
            fail(new OperatorRequired("event " + event.position() + " is larger than topic " + topic + " takes"));
        } else if (refused != null) {
            refusedFirst = Math.min(refusedFirst, event.position());
            fail(Interruption.because("event " + event.position() + " was not taken", refused));
        } else if (metadata.hasOffset() && metadata.offset() < expectedOffset) {
            // an offset lower than expected: the topic was deleted and created again, so it begins in the middle
            fail(Interruption.refill("topic " + topic + " lost what it held"));
        } else if (event.position() > refusedFirst) {
            failure.set(Interruption.refill("topic " + topic + " took an event behind one that it refused"));
        } else if (failure.get() == null) {
            if (metadata.hasOffset()) {
                expectedOffset = metadata.offset() + 1;
            }
            publishedId = event.id().toString();
            published = event.position();
            sent.remove();
        }
        if (open == UNANSWERED / 2) {
            wakeUp.signal();
        }
    }

    private ProducerRecord<byte[], byte[]> record(Recorded event) {
        var record = new ProducerRecord<>(topic, 0, event.subject().getBytes(UTF_8), event.payload());
        String type = topic + "." + event.type() + ".v" + event.version();
        Headers headers = record.headers();
        headers.add("content-type", JSON);
        headers.add("ce_specversion", SPEC_VERSION);
        text(headers, "ce_id", event.id().toString());
        headers.add("ce_source", source);
        text(headers, "ce_type", type);
        text(headers, "ce_subject", event.subject());
        text(headers, "ce_time", event.time().toString());
        text(headers, "ce_dataschema", "urn:incharge:schema:" + type);
        text(headers, "ce_sequence", Long.toString(event.position()));
        text(headers, "ce_actor", event.cause().actor());
        text(headers, "ce_commandid", event.cause().commandId());
        if (event.cause().reason() != null) {
            text(headers, "ce_reason", event.cause().reason());
        }
        metadata(event, CommandSource.METADATA, headers, "ce_commandsource");
        metadata(event, CommandSource.KIND_METADATA, headers, "ce_commandkind");
        metadata(event, Origin.TRACEPARENT, headers, Origin.TRACEPARENT);
        return record;
    }

    private static void metadata(Recorded event, String name, Headers headers, String header) {
        String value = event.cause().metadata().get(name);
        if (value != null) {
            text(headers, header, value);
        }
    }

    private static void text(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    /** Waits a moment for outstanding answers if nothing failed; drops everything else. */
    @Override
    public void close() {
        producer.close(failure.get() == null ? Duration.ofSeconds(1) : Duration.ZERO);
    }

    /** Ends as if the process were killed. */
    void abort() {
        fail(Interruption.because("aborted", null));
        producer.close(Duration.ZERO);
    }
}

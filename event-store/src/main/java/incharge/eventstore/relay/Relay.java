package incharge.eventstore.relay;

import com.mongodb.client.MongoDatabase;
import incharge.eventstore.keys.KeyStore;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.LogBroken;
import incharge.eventstore.log.Recorded;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a log to its topic: every event at least once, in the log's order, none ever skipped. Of all processes that
 * run one for the same log, one publishes at a time. It stores no position of its own: it continues from what the topic
 * holds.
 */
public final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    /**
     * How long things may take.
     *
     * @param lease for which one process publishes without extending its lease
     * @param silence after which brokers that do not answer count as unreachable
     */
    record Limits(Duration lease, Duration silence) {
        static final Limits DEFAULT = new Limits(Duration.ofSeconds(6), Duration.ofSeconds(5));
    }

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    /** What the relay does now. */
    public enum State {
        /** Not started, or closed. */
        IDLE,
        /** Another process publishes. */
        STANDBY,
        PUBLISHING,
        /** Kafka or the database cannot be reached; it tries again. */
        RETRYING,
        /** Publishing would break a guarantee, so an operator has to act. It tries again every few seconds. */
        REFUSING
    }

    /**
     * @param reason why it retries or refuses, else null
     * @param published position of the last event that is known to be in the topic, about a second old; 0 if none
     * @param lag how many events of the log this process has still to publish; 0 where another one publishes
     */
    public record Health(State state, String reason, long published, long lag) {
        /** Returns whether what is acknowledged is published, now or as soon as Kafka can be reached. */
        public boolean up() {
            return state != State.REFUSING && state != State.IDLE;
        }
    }

    /**
     * How far the log is published, by whichever process does it.
     *
     * @param reason why it is not, else null
     * @param position of the last event that is known to be in the topic; 0 if none
     * @param head position of the last event of the log
     * @param oldest time of the first event that is not published; null if there is none
     */
    public record Published(State state, String reason, long position, long head, Instant oldest) {}

    private record Unpublished(long position, Instant time) {}

    private final EventLog log;
    private final String topic;
    private final KeyStore keys;
    private final Cluster cluster;
    private final Lease lease;
    private final Duration tick;
    private final Duration silence;
    private final WakeUp wakeUp = new WakeUp();
    private final Thread thread;
    private volatile boolean stopped;
    private volatile boolean killed;
    private volatile State state = State.IDLE;
    private volatile String reason;
    private volatile Publication publication;
    private volatile long published;
    private volatile long head;
    /** Up to here nothing counts as unpublished, since the topic's content is not known yet, or another publishes. */
    private volatile long uncounted = Long.MAX_VALUE;

    private volatile Unpublished oldest = new Unpublished(0, Instant.MAX);
    private long movedAt;
    private boolean refill;

    /** Publishes a log without texts about persons, to a topic that one broker holds. */
    public Relay(EventLog log, String topic, MongoDatabase leases, Map<String, Object> kafka, MeterRegistry metrics) {
        this(log, topic, null, leases, new Cluster(kafka, 1), metrics);
    }

    /**
     * @param topic the name of the log, such as {@code incharge.customers}; created if it is missing
     * @param keys the keys of the persons in the events; null where there are none
     * @param leases the database with the collection {@code leases}, by which one process publishes
     */
    public Relay(
            EventLog log, String topic, KeyStore keys, MongoDatabase leases, Cluster cluster, MeterRegistry metrics) {
        this(log, topic, keys, leases, cluster, metrics, Limits.DEFAULT);
    }

    Relay(
            EventLog log,
            String topic,
            KeyStore keys,
            MongoDatabase leases,
            Cluster cluster,
            MeterRegistry metrics,
            Limits limits) {
        this.log = log;
        this.topic = topic;
        this.keys = keys;
        this.cluster = cluster;
        this.lease = new Lease(leases, "relay:" + topic, limits.lease(), this::note);
        this.tick = limits.lease().dividedBy(3);
        this.silence = limits.silence();
        this.thread = Thread.ofPlatform().name("relay-" + topic).daemon().unstarted(this::work);
        Gauge.builder("incharge.relay.lag.events", this, Relay::lag)
                .description("Events of the log that are not on the topic yet. 0 where another process publishes."
                        + " While the topic cannot be read after a start, only what is appended since counts")
                .register(metrics);
        Gauge.builder("incharge.relay.lag.seconds", this, Relay::lagSeconds)
                .baseUnit("seconds")
                .description("Age of the oldest event that is not on the topic yet, by the time of its commit; else 0")
                .register(metrics);
        Gauge.builder("incharge.relay.active", this, relay -> relay.state == State.PUBLISHING ? 1 : 0)
                .description(
                        "1 while this process publishes the log, else 0: another one does, or nothing is published")
                .register(metrics);
    }

    /** Starts to publish and returns at once. */
    public void start() {
        thread.start();
    }

    public Health health() {
        return new Health(state, reason, published, lag());
    }

    /** Returns how far the log is published; what another process does is some seconds old. */
    public Published progress() {
        State now = state;
        String why = reason;
        long position = counted();
        if (now == State.STANDBY) {
            Document noted = lease.lastNote();
            if (noted != null) {
                now = State.valueOf(noted.getString("state"));
                why = noted.getString("reason");
                position = noted.getLong("position");
            }
        }
        long end = log.head();
        long reached = Math.min(position, end);
        Instant oldest = reached < end ? log.at(reached + 1).map(Recorded::time).orElse(null) : null;
        return new Published(now, why, reached, end, oldest);
    }

    /** Returns what the processes read that do not publish. */
    private Document note() {
        // who has just taken the lease is about to publish
        State now = state == State.STANDBY || state == State.IDLE ? State.PUBLISHING : state;
        return new Document("state", now.name()).append("reason", reason).append("position", counted());
    }

    /** Stops and lets another process publish at once. */
    @Override
    public void close() {
        end();
        try {
            thread.join(Duration.ofSeconds(5));
            if (thread.isAlive()) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends as if the process were killed: it waits for nothing, the lease stays taken. */
    void kill() throws InterruptedException {
        killed = true;
        Publication current = publication;
        if (current != null) {
            current.abort();
        }
        end();
        thread.join();
    }

    private void end() {
        stopped = true;
        wakeUp.signal();
    }

    private void work() {
        Duration pause = SHORTEST_PAUSE;
        try (AutoCloseable _ = log.onAppend(wakeUp::signal)) {
            while (!stopped) {
                long before = published;
                turn();
                if (published != before) {
                    pause = SHORTEST_PAUSE;
                }
                if (stopped) {
                    break;
                }
                rest(state == State.STANDBY ? tick : pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
            if (!killed) {
                lease.release();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("The relay of {} did not end cleanly", topic, e);
        } finally {
            state = State.IDLE;
        }
    }

    private void turn() throws InterruptedException {
        try {
            if (lease.acquire()) {
                head = log.head();
                uncounted = Math.min(uncounted, head);
                findOldest();
                // created each time, since creating it fails too while Kafka's host name cannot be resolved
                try (var kafkaTopic = new Topic(topic, cluster)) {
                    publish(kafkaTopic);
                }
            } else {
                uncounted = Long.MAX_VALUE;
                now(State.STANDBY, null);
            }
        } catch (OperatorRequired | LogBroken e) {
            now(State.REFUSING, e.getMessage());
        } catch (RuntimeException e) {
            if (e instanceof Interruption interruption && interruption.refills()) {
                refill = true;
            }
            if (!killed) {
                now(State.RETRYING, e.getMessage() == null ? e.toString() : e.getMessage());
            }
            LOG.debug("Publishing of {} was interrupted", topic, e);
        }
    }

    private void publish(Topic kafkaTopic) throws InterruptedException {
        Topic.Content content = kafkaTopic.look();
        if (content.last() != null) {
            Publication.require(log, topic, content.last());
        }
        if ((refill || !content.whole()) && !content.empty()) {
            // only what the log holds too is deleted; the next turn fills the topic, when late records of an earlier
            // publication have arrived and are seen
            LOG.warn("Topic {} lacks events before its last, it is filled again from the first event", topic);
            kafkaTopic.purge(content.end());
            refill = false;
            return;
        }
        refill = false;
        try (KeyPublication ofKeys = keyPublication();
                var current = new Publication(log, topic, cluster.settings(), ofKeys, content, wakeUp)) {
            publication = current;
            published = current.published();
            uncounted = 0;
            movedAt = System.nanoTime();
            now(State.PUBLISHING, null);
            current.run(lease, tick, () -> tick(kafkaTopic, content, current), () -> stopped);
        } finally {
            if (publication != null) {
                published = publication.published();
            }
            publication = null;
        }
    }

    private KeyPublication keyPublication() {
        return keys == null ? null : new KeyPublication(log, keys, Publication.source(topic), cluster);
    }

    private void tick(Topic kafkaTopic, Topic.Content content, Publication current) {
        kafkaTopic.ifGone(content.id(), why -> current.fail(Interruption.because(why, null)));
        current.checkLog();
        head = log.known();
        if (published != current.published() || !current.waits()) {
            movedAt = System.nanoTime();
        }
        published = current.published();
        if (current.oldestSent() == null) {
            findOldest();
        }
        if (System.nanoTime() - movedAt > silence.toNanos()) {
            now(State.RETRYING, "Kafka does not answer");
        } else {
            now(State.PUBLISHING, null);
        }
    }

    private void now(State newState, String why) {
        boolean news = state != newState || (why != null && !why.equals(reason));
        state = newState;
        reason = why;
        if (!news) {
            return;
        }
        switch (newState) {
            case REFUSING -> LOG.error("Nothing of {} is published: {}", topic, why);
            case RETRYING -> LOG.warn("Publishing of {} is tried again: {}", topic, why);
            case IDLE, STANDBY, PUBLISHING -> LOG.info("Publishing of {}: {}", topic, newState);
        }
    }

    private void rest(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        while (!stopped && System.nanoTime() - end < 0) {
            wakeUp.await(end - System.nanoTime());
        }
    }

    private long lag() {
        return stopped ? 0 : Math.max(0, Math.max(head, log.known()) - counted());
    }

    /** Returns the position behind which every event counts as unpublished. */
    private long counted() {
        Publication current = publication;
        return Math.max(uncounted, current == null ? published : current.published());
    }

    /** Reads the time of the oldest event that is not published, for {@link #lagSeconds}, which must not wait. */
    private void findOldest() {
        long position = counted() + 1;
        if (lag() > 0 && oldest.position() != position) {
            log.at(position).ifPresent(event -> oldest = new Unpublished(position, event.time()));
        }
    }

    private double lagSeconds() {
        if (lag() == 0) {
            return 0;
        }
        Publication current = publication;
        Instant time = current == null ? null : current.oldestSent();
        if (time == null) {
            Unpublished known = oldest;
            if (known.position() != counted() + 1) {
                return 0; // it was appended just now
            }
            time = known.time();
        }
        return Math.max(0, Duration.between(time, Instant.now()).toMillis() / 1_000.0);
    }
}

package incharge.feed;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.client.result.UpdateResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes one topic for one service. Its {@link Checkpoint}, in the collection {@code feeds}, moves in the transaction
 * that applies the facts before it. Where nothing is to be applied, it moves in memory and is stored a little later.
 */
final class TopicConsumer {
    /** The offset to seek to for the beginning of the topic. */
    static final long BEGINNING = -1;

    private static final Logger LOG = LoggerFactory.getLogger(TopicConsumer.class);
    private static final long LOOK_MILLIS = 100;
    private static final long STORE_MILLIS = 50;
    private static final String COMPLETE = "whole";
    private static final String STOPPED = "stopped";
    private static final TransactionOptions DURABLE = TransactionOptions.builder()
            .readPreference(ReadPreference.primary())
            .readConcern(ReadConcern.SNAPSHOT)
            .writeConcern(WriteConcern.MAJORITY.withJournal(true))
            .build();

    private final String topic;
    private final String checkpointId;
    private final FactReader reader;
    private final FactHandler handler;
    private final MongoClient client;
    private final MongoDatabase database;
    private final MongoCollection<Document> checkpoints;
    private final Counter foreign;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Held by the thread that moves the checkpoint. */
    private final ReentrantLock moving = new ReentrantLock();

    // Written by the consumer's thread.
    private volatile long consumed = -1;
    private volatile boolean assigned;
    private volatile Failure failure;
    private volatile boolean complete;
    private boolean topicUnchecked;
    private int failures;
    /** Why the checkpoint says that the topic is stopped; null if it does not. */
    private String noted;

    // Written by the thread that holds moving.
    private volatile Checkpoint checkpoint = Checkpoint.START;
    private volatile Checkpoint stored = Checkpoint.START;
    private volatile boolean positioned;
    /** Null while the topic is not assigned. */
    private ConsumerSession session;

    TopicConsumer(
            String topic,
            KeyRing keys,
            MongoClient client,
            MongoDatabase database,
            FactHandler handler,
            MeterRegistry metrics) {
        this.topic = topic;
        this.reader = new FactReader(topic, keys);
        this.handler = handler;
        this.checkpointId = handler.schemaVersion() == 1 ? topic : topic + "#" + handler.schemaVersion();
        this.client = client;
        this.database = database;
        this.checkpoints = database.getCollection("feeds")
                .withReadPreference(ReadPreference.primary())
                .withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.foreign = Counter.builder("incharge.feed.foreign")
                .tag("topic", topic)
                .description("records without our headers, skipped")
                .register(metrics);
        Gauge.builder("incharge.feed.position", this, consumer -> consumer.checkpoint.sequence())
                .tag("topic", topic)
                .description("sequence of the last event applied by this process")
                .register(metrics);
    }

    // For the consumer's thread.

    /** Takes the topic over and returns the offset to seek to. */
    long assigned() {
        return position(false);
    }

    /** Hands the topic over to another process. */
    void revoked() {
        moving.lock();
        try {
            store();
            assigned = false;
            positioned = false;
            if (session != null) {
                session.close();
            }
            session = null;
        } finally {
            moving.unlock();
        }
        signal();
    }

    /** Notes why {@link #consume} failed and returns the offset to seek to. */
    long failed(Throwable thrown) {
        Failure now = Failure.of(thrown, handler::isTransient);
        failures++;
        if (now.equals(failure)) {
            LOG.debug("{} failed again", topic, Failure.root(thrown));
        } else {
            switch (now) {
                case Failure.Permanent(String reason) ->
                    LOG.error("{} is stopped: {}", topic, reason, Failure.root(thrown));
                case Failure.Transient(String reason) -> LOG.warn("{} is tried again: {}", topic, reason);
            }
        }
        failure = now;
        signal();
        long offset = position(Failure.causes(thrown).stream()
                .anyMatch(cause -> cause instanceof CheckpointMismatch mismatch && mismatch.fromBeginning()));
        if (now instanceof Failure.Permanent(String reason)) {
            note(reason);
        }
        return offset;
    }

    /** Notes in the checkpoint, for other processes, why this one is stopped; tries again after the next failure. */
    private void note(String reason) {
        if (reason.equals(noted)) {
            return;
        }
        try {
            checkpoints.updateOne(Filters.eq(checkpointId), Updates.set(STOPPED, reason));
            noted = reason;
        } catch (RuntimeException e) {
            // the consumer seeks to its checkpoint all the same
            LOG.warn("Why {} is stopped cannot be noted: {}", topic, e.getMessage());
        }
    }

    /** Takes the note away that this process, or the one before it, left. */
    private void goOn() {
        if (noted != null) {
            checkpoints.updateOne(Filters.eq(checkpointId), Updates.unset(STOPPED));
            noted = null;
        }
    }

    /** Returns how long to wait after the last failure, in milliseconds; it doubles each time. */
    long backoffMillis() {
        if (failure instanceof Failure.Transient) {
            return failures <= 1 ? 50 : Math.min(5_000, 100L << Math.min(failures, 16));
        }
        return 100L << Math.min(failures, 16);
    }

    /** Applies the records that are new. If one is faulty, it throws after everything before that one is applied. */
    void consume(List<ConsumerRecord<byte[], byte[]>> records) {
        moving.lock();
        try {
            if (!positioned) {
                throw CheckpointMismatch.seekToStored("the checkpoint of topic " + topic + " is not known yet");
            }
            if (records.isEmpty()) {
                return;
            }
            requireSameTopic(records.getFirst());
            Batch batch = read(records);
            Checkpoint next = checkpoint.after(batch.facts(), batch.upTo());
            if (batch.concerns()) {
                apply(batch.facts(), next);
            } else {
                checkpoint = next;
            }
            consumed(batch);
        } finally {
            moving.unlock();
        }
    }

    /**
     * The new facts of a poll.
     *
     * @param concerns whether any of them changes anything here
     * @param upTo the offset of the last record before the fault
     * @param fault why the record after it cannot be consumed, or null
     */
    private record Batch(List<Fact> facts, boolean concerns, long upTo, RuntimeException fault) {}

    private Batch read(List<ConsumerRecord<byte[], byte[]>> records) {
        var facts = new ArrayList<Fact>(records.size());
        boolean concerns = false;
        long upTo = consumed;
        RuntimeException fault = null;
        for (int i = 0; i < records.size() && fault == null; i++) {
            try {
                Fact fact = next(records.get(i), checkpoint.sequence() + facts.size() + 1);
                if (fact != null) {
                    handler.check(fact);
                    concerns = concerns || handler.concerns(fact);
                    facts.add(fact);
                }
                upTo = records.get(i).offset();
            } catch (RuntimeException e) {
                fault = e;
            }
        }
        return new Batch(List.copyOf(facts), concerns, upTo, fault);
    }

    /** Returns the fact with the expected sequence, null for a known fact or a record that is none. */
    private Fact next(ConsumerRecord<byte[], byte[]> record, long expected) {
        OptionalLong sequence = reader.sequence(record);
        if (sequence.isEmpty()) {
            foreign.increment();
            LOG.warn("Record without our headers skipped: topic {}, offset {}", topic, record.offset());
            return null;
        }
        if (sequence.getAsLong() == checkpoint.sequence()) {
            requireSameEvent(record);
        }
        if (sequence.getAsLong() < expected) {
            return null;
        }
        if (sequence.getAsLong() > expected) {
            throw new IllegalStateException("topic %s has a gap: %d follows %d at offset %d"
                    .formatted(topic, sequence.getAsLong(), expected - 1, record.offset()));
        }
        return reader.read(record, expected);
    }

    /** The first poll starts at the stored offset. If another record lies there, the topic was created again. */
    private void requireSameTopic(ConsumerRecord<byte[], byte[]> first) {
        if (!topicUnchecked || first.offset() > checkpoint.offset()) {
            return;
        }
        if (first.offset() == checkpoint.offset()) {
            OptionalLong sequence = reader.sequence(first);
            if (sequence.isEmpty() || sequence.getAsLong() != checkpoint.sequence()) {
                throw CheckpointMismatch.seekToBeginning("topic " + topic + " was created again");
            }
        }
        topicUnchecked = false;
    }

    private void requireSameEvent(ConsumerRecord<byte[], byte[]> known) {
        String id = reader.read(known).orElseThrow().id().toString();
        if (checkpoint.event() != null && !checkpoint.event().equals(id)) {
            throw new IllegalStateException("topic %s has another history: number %d was event %s and is %s now"
                    .formatted(topic, checkpoint.sequence(), checkpoint.event(), id));
        }
    }

    private void apply(List<Fact> facts, Checkpoint next) {
        handler.beforeCommit(facts);
        ClientSession transaction = session.session();
        transaction.withTransaction(
                () -> {
                    // first, so that the slower of two processes finds it moved and changes nothing
                    requireMoved(
                            checkpoints.updateOne(transaction, stored.unmoved(checkpointId), next.moveFrom(stored)));
                    handler.apply(transaction, facts);
                    return null;
                },
                DURABLE);
        stored = next;
        checkpoint = next;
        handler.applied(facts);
    }

    private void consumed(Batch batch) {
        if (batch.fault() == null) {
            goOn();
        }
        lock.lock();
        try {
            consumed = batch.upTo();
            if (batch.fault() == null) {
                if (failure instanceof Failure.Permanent) {
                    LOG.info("{} goes on", topic);
                }
                failure = null;
                failures = 0;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (batch.fault() != null) {
            throw batch.fault();
        }
    }

    /** Stores how far the topic is consumed without anything to apply, for those who wait in another process. */
    void store() {
        try {
            if (!moving.tryLock(STORE_MILLIS, TimeUnit.MILLISECONDS)) {
                return; // a batch is being applied, which stores the checkpoint
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            Checkpoint next = checkpoint;
            if (positioned && !next.equals(stored)) {
                requireMoved(checkpoints.updateOne(stored.unmoved(checkpointId), next.moveFrom(stored)));
                stored = next;
            }
        } catch (CheckpointMismatch e) {
            LOG.warn("{}: {}", topic, e.getMessage());
            positioned = false; // the next record seeks
        } catch (RuntimeException e) {
            LOG.debug("The checkpoint of {} is stored later", topic, e);
        } finally {
            moving.unlock();
        }
    }

    private void requireMoved(UpdateResult update) {
        if (update.getMatchedCount() != 1) {
            throw CheckpointMismatch.seekToStored("another process consumed topic " + topic);
        }
    }

    private long position(boolean fromBeginning) {
        moving.lock();
        try {
            positioned = false;
            if (session == null) {
                session = ConsumerSession.takeOver(client, database, checkpoints, checkpointId);
            }
            Document found = checkpoints.findOneAndUpdate(
                    Filters.eq(checkpointId),
                    Checkpoint.insertion(),
                    new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
            stored = Checkpoint.of(found);
            noted = found.getString(STOPPED);
            long offset = fromBeginning ? BEGINNING : stored.offset();
            lock.lock();
            try {
                checkpoint = stored;
                consumed = offset;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            positioned = true;
            assigned = true;
            topicUnchecked = offset >= 0;
            return offset;
        } finally {
            moving.unlock();
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // For all other threads.

    /** Returns the sequence that this or another process has reached. */
    long sequence() {
        return current().sequence();
    }

    /** As {@link #sequence}, as far as this process can say without the database. */
    long sequenceHere() {
        return checkpoint.sequence();
    }

    /** Returns how far this or another process has come. */
    Checkpoint reached() {
        return current();
    }

    Failure failure() {
        return failure;
    }

    /** Returns why nothing is applied at the moment by this process, to which the topic is assigned. */
    Optional<Failure> failureHere() {
        return assigned ? Optional.ofNullable(failure) : Optional.empty();
    }

    /** Returns why the process that consumes the topic is stopped for good; empty if it is not. */
    Optional<Failure> stopped() {
        if (assigned) {
            return failureHere().filter(Failure.Permanent.class::isInstance);
        }
        return Optional.ofNullable(checkpoints.find(Filters.eq(checkpointId)).first())
                .map(found -> found.getString(STOPPED))
                .map(Failure.Permanent::new);
    }

    /** Returns whether the sequence was reached in time; false at once if the topic is stopped. */
    boolean awaitSequence(long sequence, long deadline) throws InterruptedException {
        return await(() -> current().sequence() >= sequence, deadline);
    }

    /** Returns whether everything up to this offset was consumed in time; false at once if the topic is stopped. */
    boolean awaitOffset(long offset, long deadline) throws InterruptedException {
        return await(() -> (assigned ? consumed : current().consumed()) >= offset, deadline);
    }

    private boolean await(BooleanSupplier reached, long deadline) throws InterruptedException {
        lock.lock();
        try {
            while (!reached.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || failure instanceof Failure.Permanent) {
                    return false;
                }
                // what another process consumes shows in the database only
                changed.awaitNanos(assigned ? left : Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether {@link #markComplete} was called, in any process. */
    boolean isComplete() {
        if (!complete) {
            Document found = checkpoints.find(Filters.eq(checkpointId)).first();
            complete = found != null && found.getBoolean(COMPLETE, false);
        }
        return complete;
    }

    /** Notes for ever that everything was consumed that the topic held at some time. */
    void markComplete() {
        checkpoints.updateOne(Filters.eq(checkpointId), Updates.set(COMPLETE, true));
    }

    private Checkpoint current() {
        if (assigned) {
            return checkpoint;
        }
        Document found = checkpoints.find(Filters.eq(checkpointId)).first();
        return found == null ? Checkpoint.START : Checkpoint.of(found);
    }
}

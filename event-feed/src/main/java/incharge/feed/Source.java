package incharge.feed;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * One topic as one service hears it. Its place, {@code {_id: topic, sequence, offset, event, heard, whole}}, lies in the
 * collection {@code feeds} and moves only in the transaction that applies what lies between, or past what concerns nobody
 * here; {@code heard} alone also moves for what is no event of ours.
 */
final class Source {
    private static final Logger LOG = LoggerFactory.getLogger(Source.class);
    private static final long ELSEWHERE_MILLIS = 100;
    private static final long KEEP_MILLIS = 50;
    private static final String WHOLE_FIELD = "whole";
    private static final TransactionOptions WHOLE = TransactionOptions.builder()
            .readPreference(ReadPreference.primary())
            .readConcern(ReadConcern.SNAPSHOT)
            .writeConcern(WriteConcern.MAJORITY.withJournal(true))
            .build();

    private final String topic;
    /** Of the place. */
    private final String id;

    private final FactReader reader;
    private final FactHandler handler;
    private final MongoClient client;
    private final MongoDatabase database;
    private final MongoCollection<Document> places;
    private final Counter foreign;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    /** Held by whoever moves the place. */
    private final ReentrantLock placing = new ReentrantLock();

    // Written by the consumer's thread.
    private volatile long heard = -1;
    private volatile boolean ours;
    private volatile Trouble trouble;
    // Written by whoever holds placing.
    private volatile Place place = Place.START;
    /** The place in the database; behind {@code place} while nothing was passed but what concerns nobody here. */
    private volatile Place stored = Place.START;

    /** Null while the topic is not ours. */
    private Holding holding;

    private volatile boolean placed;
    private volatile boolean whole;
    // Only the consumer's thread.
    private boolean checkPlace;
    private int failures;

    /**
     * @param sequence of the last event applied; 0 none
     * @param offset where it lay; -1 none
     * @param event its id, null if none
     * @param heard up to which offset there is nothing else to apply; at least {@code offset}
     */
    private record Place(long sequence, long offset, String event, long heard) {
        static final Place START = new Place(0, -1, null, -1);

        static Place at(Fact last) {
            return new Place(last.sequence(), last.offset(), last.id().toString(), last.offset());
        }

        static Place of(Document stored) {
            long offset = stored.getLong("offset");
            Long heard = stored.getLong("heard");
            return new Place(
                    stored.getLong("sequence"), offset, stored.getString("event"), heard == null ? offset : heard);
        }
    }

    Source(
            String topic,
            MongoClient client,
            MongoDatabase database,
            FactHandler handler,
            JsonMapper json,
            MeterRegistry metrics) {
        this.topic = topic;
        this.reader = new FactReader(json, topic);
        this.handler = handler;
        this.id = handler.schemaVersion() == 1 ? topic : topic + "#" + handler.schemaVersion();
        this.client = client;
        this.database = database;
        this.places = database.getCollection("feeds")
                .withReadPreference(ReadPreference.primary())
                .withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.foreign = Counter.builder("incharge.feed.foreign")
                .tag("topic", topic)
                .description("records without our headers, skipped")
                .register(metrics);
        Gauge.builder("incharge.feed.position", this, source -> source.place.sequence())
                .tag("topic", topic)
                .description("sequence of the last event applied by this process")
                .register(metrics);
    }

    // The consumer's thread.

    /** This process hears the topic now. Where to seek to: an offset, or -1 for the beginning. */
    long assigned() {
        return seek(false);
    }

    /** Another process may hear the topic now. */
    void revoked() {
        placing.lock();
        try {
            keep();
            ours = false;
            placed = false;
            if (holding != null) holding.close();
            holding = null;
        } finally {
            placing.unlock();
        }
        signal();
    }

    /** Where to seek to after {@link #hear} failed, as {@link #assigned}. */
    long failed(Throwable why) {
        Trouble now = Trouble.of(why, handler::isTransient);
        failures++;
        boolean news = trouble == null || !trouble.equals(now);
        trouble = now;
        switch (now) {
            case Trouble.Lasting(String reason)
            when news -> LOG.error("{} stands still: {}", topic, reason, Trouble.root(why));
            case Trouble.Passing(String reason) when news -> LOG.warn("{} is tried again: {}", topic, reason);
            case Trouble.Lasting _, Trouble.Passing _ -> LOG.debug("{} failed again", topic, Trouble.root(why));
        }
        signal();
        return seek(Trouble.causes(why).stream()
                .anyMatch(cause -> cause instanceof Misplaced misplaced && misplaced.fromBeginning()));
    }

    /** How long to wait after the last failure, in milliseconds. */
    long pause() {
        if (failures <= 1 && trouble instanceof Trouble.Passing) return 50;
        long longest = trouble instanceof Trouble.Lasting ? 30_000 : 5_000;
        return Math.min(longest, 100L << Math.min(failures, 16));
    }

    /** Applies what is new among the records; throws with everything before the fault applied. */
    void hear(List<ConsumerRecord<byte[], byte[]>> records) {
        placing.lock();
        try {
            hearNow(records);
        } finally {
            placing.unlock();
        }
    }

    private void hearNow(List<ConsumerRecord<byte[], byte[]>> records) {
        if (!placed) throw Misplaced.seek("the place is not known yet");
        if (records.isEmpty()) return;
        checkPlace(records.getFirst());
        var news = new ArrayList<Fact>(records.size());
        RuntimeException fault = null;
        long upTo = heard;
        for (var heardNow : records) {
            try {
                Fact fact = next(heardNow, place.sequence() + news.size() + 1);
                if (fact != null) news.add(fact);
                upTo = heardNow.offset();
            } catch (RuntimeException e) {
                fault = e;
                break;
            }
        }
        if (news.stream().anyMatch(handler::concerns)) apply(List.copyOf(news));
        else if (!news.isEmpty()) pass(news.getLast());
        if (upTo > place.heard()) keepHeard(upTo);
        lock.lock();
        try {
            heard = upTo;
            if (fault == null) {
                if (trouble instanceof Trouble.Lasting) LOG.info("{} goes on", topic);
                trouble = null;
                failures = 0;
            }
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        if (fault != null) throw fault;
    }

    /** The record at the stored offset is heard again first: if another one lies there, the topic is another one. */
    private void checkPlace(ConsumerRecord<byte[], byte[]> first) {
        if (!checkPlace || first.offset() > place.offset()) return;
        if (first.offset() == place.offset()) {
            var sequence = reader.sequence(first);
            if (sequence.isEmpty() || sequence.getAsLong() != place.sequence())
                throw Misplaced.beginning("topic " + topic + " was made again");
        }
        checkPlace = false;
    }

    /** The event if it is the expected one; null if it is known or not an event of this log. */
    private Fact next(ConsumerRecord<byte[], byte[]> heardNow, long expected) {
        var sequence = reader.sequence(heardNow);
        if (sequence.isEmpty()) {
            foreign.increment();
            LOG.warn("Record without our headers skipped: topic {}, offset {}", topic, heardNow.offset());
            return null;
        }
        if (sequence.getAsLong() == place.sequence()) requireSame(heardNow);
        if (sequence.getAsLong() < expected) return null;
        if (sequence.getAsLong() > expected)
            throw new IllegalStateException("topic %s has a gap: %d follows %d at offset %d"
                    .formatted(topic, sequence.getAsLong(), expected - 1, heardNow.offset()));
        return reader.read(heardNow).orElseThrow();
    }

    private void requireSame(ConsumerRecord<byte[], byte[]> known) {
        String id = reader.read(known).orElseThrow().id().toString();
        if (place.event() != null && !place.event().equals(id))
            throw new IllegalStateException("topic %s tells another history: number %d was event %s and is %s now"
                    .formatted(topic, place.sequence(), place.event(), id));
    }

    private void apply(List<Fact> facts) {
        handler.beforeCommit(facts);
        Fact last = facts.getLast();
        var session = holding.session();
        session.withTransaction(
                () -> {
                    // First, so that whoever comes second finds it moved and changes nothing.
                    requireMoved(places.updateOne(session, here(), to(Place.at(last))));
                    handler.apply(session, facts);
                    return null;
                },
                WHOLE);
        stored = Place.at(last);
        place = stored;
        handler.applied(facts);
    }

    /**
     * Past facts that change nothing: that is written now and then, since nobody is served worse by passing them once
     * more.
     */
    private void pass(Fact last) {
        place = Place.at(last);
    }

    /** Writes how far it is, for those who hear it from another process. */
    void keep() {
        try {
            if (!placing.tryLock(KEEP_MILLIS, TimeUnit.MILLISECONDS)) return; // something is applied, which writes it
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            if (placed && stored.sequence() < place.sequence()) store();
        } catch (Misplaced e) {
            LOG.warn("{}: {}", topic, e.getMessage());
            placed = false; // the next record seeks
        } catch (RuntimeException e) {
            LOG.debug("The place in {} is written later", topic, e);
        } finally {
            placing.unlock();
        }
    }

    private void store() {
        Place to = place;
        requireMoved(places.updateOne(here(), to(to)));
        stored = to;
    }

    private Bson here() {
        return Filters.and(Filters.eq("_id", id), Filters.eq("sequence", stored.sequence()));
    }

    private static Bson to(Place place) {
        return Updates.combine(
                Updates.set("sequence", place.sequence()),
                Updates.set("offset", place.offset()),
                Updates.set("event", place.event()),
                // of a topic that was made again it may lie far ahead
                Updates.unset("heard"));
    }

    private void requireMoved(UpdateResult update) {
        if (update.getMatchedCount() != 1) throw Misplaced.seek("another process heard topic " + topic);
    }

    /** Behind the place lies only what applies nothing; without this no other process would know that it was heard. */
    private void keepHeard(long upTo) {
        if (stored.sequence() < place.sequence()) store();
        Place at = place;
        places.updateOne(
                Filters.and(
                        Filters.eq("_id", id),
                        Filters.eq("sequence", at.sequence()),
                        Filters.eq("offset", at.offset())),
                Updates.max("heard", upTo));
        stored = new Place(at.sequence(), at.offset(), at.event(), upTo);
        place = stored;
    }

    private long seek(boolean fromBeginning) {
        placing.lock();
        try {
            placed = false;
            if (holding == null) holding = Holding.takenOver(client, database, places, id);
            stored = inDatabase();
            lock.lock();
            try {
                place = stored;
                heard = fromBeginning ? -1 : stored.offset();
                moved.signalAll();
            } finally {
                lock.unlock();
            }
            placed = true;
            ours = true;
            checkPlace = !fromBeginning && stored.offset() >= 0;
            return fromBeginning ? -1 : stored.offset();
        } finally {
            placing.unlock();
        }
    }

    private Place inDatabase() {
        return Place.of(places.findOneAndUpdate(
                Filters.eq("_id", id),
                Updates.combine(Updates.setOnInsert("sequence", 0L), Updates.setOnInsert("offset", -1L)),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER)));
    }

    private void signal() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // Every other thread.

    long position() {
        return current().sequence();
    }

    /** As {@link #position}, by what this process knows. */
    long applied() {
        return place.sequence();
    }

    Trouble trouble() {
        return trouble;
    }

    /** Whether the sequence was reached in time; false at once if the source stands still. */
    boolean awaitSequence(long sequence, long deadline) throws InterruptedException {
        return await(() -> current().sequence() >= sequence, deadline);
    }

    /** Whether everything up to this offset was heard in time; false at once if the source stands still. */
    boolean awaitOffset(long offset, long deadline) throws InterruptedException {
        return await(() -> (ours ? heard : current().heard()) >= offset, deadline);
    }

    private boolean await(BooleanSupplier reached, long deadline) throws InterruptedException {
        lock.lock();
        try {
            while (!reached.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || trouble instanceof Trouble.Lasting) return false;
                // Where another process hears the topic, nothing but the database tells this one.
                moved.awaitNanos(ours ? left : Math.min(left, TimeUnit.MILLISECONDS.toNanos(ELSEWHERE_MILLIS)));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #markWhole} was called, by whatever process. */
    boolean isWhole() {
        if (!whole) {
            Document found = places.find(Filters.eq("_id", id)).first();
            whole = found != null && found.getBoolean(WHOLE_FIELD, false);
        }
        return whole;
    }

    /** Everything that the topic held once was heard. */
    void markWhole() {
        places.updateOne(Filters.eq("_id", id), Updates.set(WHOLE_FIELD, true));
    }

    private Place current() {
        if (ours) return place;
        Document stored = places.find(Filters.eq("_id", id)).first();
        return stored == null ? Place.START : Place.of(stored);
    }
}

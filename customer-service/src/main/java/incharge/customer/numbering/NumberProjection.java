package incharge.customer.numbering;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Recorded;
import incharge.eventstore.log.Tag;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from the log which numerals things of a kind have or had, and keeps them beside the log up to a position, so
 * that a restart reads only the events behind it. They are what the tags of events say; only proposals rest on them,
 * never a decision.
 */
public final class NumberProjection {

    private static final Logger LOG = LoggerFactory.getLogger(NumberProjection.class);

    private static final String POSITION = "position";

    /** Former versions have another field, with numbers that were given back. */
    private static final String NUMBERS = "usedNumbers";

    private static final int PAGE = 5_000;

    /** Number of events behind the kept position from which on the numbers are kept anew. */
    static final int BEHIND = 20_000;

    /** A document holds 16 MiB; more numbers than that are read from the log. */
    private static final int MOST_BYTES = 12 << 20;

    private final EventLog log;
    private final MongoCollection<Document> kept;
    private final String tagKey;
    private final String freeing;
    private final String renumbering;
    private final AtomicBoolean keeping = new AtomicBoolean();
    private volatile long keptPosition;

    /**
     * @param tagKey the key of the tags of these numbers, by which they are kept too
     * @param freeing the event whose number is free again
     * @param renumbering the event with two numbers, one that the thing got and one that it had
     */
    public NumberProjection(
            EventLog log, MongoDatabase database, String tagKey, Class<?> freeing, Class<?> renumbering) {
        this.log = log;
        this.kept = database.getCollection("numbers.given");
        this.tagKey = tagKey;
        this.freeing = freeing.getSimpleName();
        this.renumbering = renumbering.getSimpleName();
    }

    /** Returns what is kept. */
    UsedNumbers kept() {
        UsedNumbers numbers = Optional.ofNullable(kept.find(Filters.and(Filters.eq(tagKey), Filters.exists(NUMBERS)))
                        .first())
                .map(document ->
                        UsedNumbers.of(document.get(NUMBERS, Binary.class).getData(), document.getLong(POSITION)))
                .orElseGet(UsedNumbers::new);
        keptPosition = numbers.position();
        return numbers;
    }

    /** Runs {@code read} whenever the log is that far ahead of the kept numbers that they are to be kept anew. */
    void whenBehind(Runnable read) {
        var reading = new AtomicBoolean();
        log.onAppend(() -> {
            if (log.known() - keptPosition >= BEHIND && reading.compareAndSet(false, true)) {
                Thread.ofVirtual().name("numbers-read").start(() -> {
                    try {
                        read.run();
                    } finally {
                        reading.set(false);
                    }
                });
            }
        });
    }

    /** Reads on to the end of the log as this process has seen it, without a query where that end is its own. */
    void readOn(UsedNumbers numbers) {
        while (numbers.position() < log.known()) {
            List<Recorded> recent = log.recent(numbers.position() + 1, PAGE);
            if (!apply(recent.isEmpty() ? page(numbers) : recent, numbers)) {
                return;
            }
        }
    }

    /** Returns the end of the log, with what other processes have appended. */
    long end() {
        return log.head();
    }

    /** Reads on to the end of the log, with what other processes have appended. */
    void readAll(UsedNumbers numbers) {
        readOn(numbers);
        while (apply(page(numbers), numbers)) {
            // the next page
        }
    }

    private List<Recorded> page(UsedNumbers numbers) {
        return log.read(numbers.position() + 1, PAGE);
    }

    /** Returns whether there was an event. */
    private boolean apply(List<Recorded> events, UsedNumbers numbers) {
        for (Recorded event : events) {
            for (String encoded : event.tags()) {
                Tag tag = Tag.decode(encoded);
                if (tag.key().equals(tagKey) && UsedNumbers.isNumeral(tag.value())) {
                    apply(event.type(), Integer.parseUnsignedInt(tag.value()), numbers);
                }
            }
            numbers.reached(event.position());
        }
        return !events.isEmpty();
    }

    /** An undo never takes back a thing that was renumbered, so neither of its two numbers is ever free again. */
    private void apply(String type, int number, UsedNumbers numbers) {
        if (type.equals(freeing)) {
            numbers.giveBack(number);
        } else if (type.equals(renumbering)) {
            numbers.leave(number);
        } else {
            numbers.give(number);
        }
    }

    /** Keeps the numbers, in the background, if the log has grown much since they were kept. */
    void keep(UsedNumbers numbers) {
        if (numbers.position() - keptPosition < BEHIND || !keeping.compareAndSet(false, true)) {
            return;
        }
        long position = numbers.position();
        byte[] bytes = numbers.bytes();
        Thread.ofVirtual().name("numbers-kept").start(() -> keep(position, bytes));
    }

    private void keep(long position, byte[] bytes) {
        try {
            if (bytes.length <= MOST_BYTES) {
                kept.replaceOne(
                        Filters.eq(tagKey),
                        new Document("_id", tagKey).append(POSITION, position).append(NUMBERS, new Binary(bytes)),
                        new ReplaceOptions().upsert(true));
            }
            keptPosition = position;
        } catch (MongoException e) {
            LOG.info("used numbers are kept later: {}", e.toString());
        } finally {
            keeping.set(false);
        }
    }
}

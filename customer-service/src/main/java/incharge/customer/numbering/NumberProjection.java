package incharge.customer.numbering;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.LogException;
import incharge.eventstore.log.Recorded;
import incharge.eventstore.log.Tag;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.bson.types.Binary;
import org.roaringbitmap.RoaringBitmap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numerals that the log gave to things of a kind, kept beside the log up to a position, so that a restart reads
 * only the events behind it. They are what the tags of events say; only proposals rest on them, never a decision.
 */
public final class NumberProjection {

    private static final Logger LOG = LoggerFactory.getLogger(NumberProjection.class);

    private static final String NUMBERS = "numbers";
    private static final String POSITION = "position";
    private static final int PAGE = 5_000;

    /** Number of events behind the kept position from which on the numbers are kept anew. */
    private static final int BEHIND = 20_000;

    /** A document holds 16 MiB; more numbers than that are read from the log. */
    private static final int MOST_BYTES = 12 << 20;

    private final EventLog log;
    private final MongoCollection<Document> kept;
    private final String tagKey;
    private final AtomicBoolean keeping = new AtomicBoolean();
    private volatile long keptPosition;

    /** @param tagKey the key of the tags of these numbers, by which they are kept too */
    public NumberProjection(EventLog log, MongoDatabase database, String tagKey) {
        this.log = log;
        this.kept = database.getCollection("numbers.given");
        this.tagKey = tagKey;
    }

    private record UpTo(long position, RoaringBitmap numbers) {}

    /** Reads the numerals that were given up to now. */
    RoaringBitmap read() {
        UpTo before = kept();
        UpTo now = readOn(before);
        keptPosition = before.position();
        reached(now.position());
        return now.numbers();
    }

    /** Keeps the numerals anew, in the background, if the log has grown much since they were kept. */
    void reached(long position) {
        if (position - keptPosition >= BEHIND && keeping.compareAndSet(false, true)) {
            Thread.ofVirtual().name("numbers-given").start(this::keep);
        }
    }

    private void keep() {
        try {
            UpTo now = readOn(kept());
            byte[] numbers = bytes(now.numbers());
            if (numbers.length <= MOST_BYTES) {
                kept.replaceOne(
                        Filters.eq(tagKey),
                        new Document("_id", tagKey)
                                .append(POSITION, now.position())
                                .append(NUMBERS, new Binary(numbers)),
                        new ReplaceOptions().upsert(true));
            }
            keptPosition = now.position();
        } catch (MongoException | LogException e) {
            LOG.info("given numbers are kept later: {}", e.toString());
        } finally {
            keeping.set(false);
        }
    }

    private UpTo kept() {
        return Optional.ofNullable(kept.find(Filters.eq(tagKey)).first())
                .map(document -> new UpTo(
                        document.getLong(POSITION),
                        numbers(document.get(NUMBERS, Binary.class).getData())))
                .orElseGet(() -> new UpTo(0, new RoaringBitmap()));
    }

    private UpTo readOn(UpTo from) {
        long position = from.position();
        for (List<Recorded> page = log.read(position + 1, PAGE); !page.isEmpty(); page = log.read(position + 1, PAGE)) {
            for (Recorded event : page) {
                event.tags().forEach(tag -> add(Tag.decode(tag), from.numbers()));
            }
            position = page.getLast().position();
        }
        return new UpTo(position, from.numbers());
    }

    private void add(Tag tag, RoaringBitmap numbers) {
        if (tag.key().equals(tagKey) && FreeNumbers.isNumeral(tag.value())) {
            numbers.add(Integer.parseInt(tag.value()));
        }
    }

    private static byte[] bytes(RoaringBitmap numbers) {
        var bytes = new ByteArrayOutputStream();
        numbers.runOptimize();
        try (var data = new DataOutputStream(bytes)) {
            numbers.serialize(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static RoaringBitmap numbers(byte[] bytes) {
        var numbers = new RoaringBitmap();
        try (var data = new DataInputStream(new ByteArrayInputStream(bytes))) {
            numbers.deserialize(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return numbers;
    }
}

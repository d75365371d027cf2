package incharge.reporting.versions;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import incharge.reporting.facts.ReportingFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/**
 * All sources, written anew up to the positions of a snapshot, to be compared with what is served. They are never
 * served themselves, and are dropped when this is closed.
 */
public final class FreshVersions implements AutoCloseable {

    /** How long a topic may have nothing that it should have. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private final Sources sources;
    private final MongoClient client;
    private final ReportingFacts facts;
    private final Map<String, Object> kafka;
    private final Map<Source, Integer> generations = new EnumMap<>(Source.class);
    private final Map<Source, Long> reached = new ConcurrentHashMap<>();

    /** @param kafka settings of every Kafka client: at least {@code bootstrap.servers} */
    public FreshVersions(Sources sources, MongoClient client, ReportingFacts facts, Map<String, Object> kafka) {
        this.sources = sources;
        this.client = client;
        this.facts = facts;
        this.kafka = kafka;
    }

    /** Returns how many events are written. */
    public long events() {
        return reached.values().stream().mapToLong(Long::longValue).sum();
    }

    public Map<Source, Integer> generations() {
        return Map.copyOf(generations);
    }

    /**
     * Writes a source up to a sequence.
     *
     * @param ended whether to stop before, which leaves it incomplete
     * @throws IllegalStateException when the topic does not have all of it
     */
    public void build(Source source, long upTo, BooleanSupplier ended) {
        int generation = sources.verified(source);
        generations.put(source, generation);
        VersionStore versions = sources.versions(source, generation);
        try (var fresh = new FreshGeneration(source, generation, versions, sources.keys(), client, facts, kafka)) {
            long movedAt = System.nanoTime();
            while (fresh.reached() < upTo && !ended.getAsBoolean()) {
                long before = fresh.reached();
                fresh.advance(upTo);
                reached.put(source, fresh.reached());
                if (fresh.reached() > before) {
                    movedAt = System.nanoTime();
                } else if (System.nanoTime() - movedAt > SILENCE.toNanos()) {
                    throw new IllegalStateException(
                            "topic %s has nothing behind %d, and %d is served".formatted(source.topic(), before, upTo));
                }
            }
        }
    }

    /** Compares the entries of a source up to a sequence with the served ones, by kind. */
    public List<Digest> compare(Source source, long upTo) {
        while (true) {
            int served = served(source);
            try {
                List<Digest> digests = compare(source, served, upTo);
                // a rebuild may have replaced the generation while it was read
                if (served == served(source)) {
                    return digests;
                }
            } catch (MongoException e) {
                // it drops the generation that it replaced, which ends the cursor
                if (served == served(source)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Fails when another verification was begun since, which drops what this one has written: then nothing of it
     * counts.
     *
     * @throws IllegalStateException when what was compared may have been incomplete
     */
    public void requireOwn() {
        if (!sources.verified().equals(generations)) {
            throw new IllegalStateException("what was built was dropped, or another verification was begun later");
        }
    }

    private int served(Source source) {
        return sources.state(source).orElseThrow().generation();
    }

    private List<Digest> compare(Source source, int generation, long upTo) {
        var byKind = new TreeMap<String, Digest.Builder>();
        try (var served = sources.versions(source, generation).stored(upTo);
                var rebuilt = sources.versions(source, generations.get(source)).stored(upTo)) {
            BsonDocument one = next(served);
            BsonDocument other = next(rebuilt);
            while (one != null || other != null) {
                int order = order(one, other);
                BsonDocument ofBoth = order <= 0 ? one : other;
                builder(byKind, source, ofBoth)
                        .add(
                                id(source, ofBoth),
                                order <= 0 ? bytes(one, upTo) : null,
                                order >= 0 ? bytes(other, upTo) : null);
                one = order <= 0 ? next(served) : one;
                other = order >= 0 ? next(rebuilt) : other;
            }
        }
        var digests = new ArrayList<Digest>();
        byKind.values().forEach(kind -> digests.add(kind.done()));
        return digests;
    }

    private static BsonDocument next(Iterator<RawBsonDocument> entries) {
        return entries.hasNext() ? entries.next() : null;
    }

    /** Compares by sequence; the end comes last. */
    private static int order(BsonDocument one, BsonDocument other) {
        if (one == null || other == null) {
            return one == null ? 1 : -1;
        }
        return Long.compare(
                one.getInt64(EntryCodec.SEQUENCE).getValue(),
                other.getInt64(EntryCodec.SEQUENCE).getValue());
    }

    private static Digest.Builder builder(Map<String, Digest.Builder> byKind, Source source, BsonDocument entry) {
        BsonValue kind = entry.get(EntryCodec.KIND);
        return kind == null
                ? byKind.computeIfAbsent("", _ -> new Digest.Builder(source, Digest.Of.HISTORY, "event"))
                : byKind.computeIfAbsent(
                        kind.asString().getValue(), name -> new Digest.Builder(source, Digest.Of.VERSIONS, name));
    }

    private static String id(Source source, BsonDocument entry) {
        BsonValue key = entry.get(EntryCodec.KEY);
        return key == null
                ? source.shortName() + ":" + entry.getInt64(EntryCodec.SEQUENCE).getValue()
                : key.asString().getValue();
    }

    /** Returns the entry as it was at a sequence, whatever the order of its fields. */
    private static byte[] bytes(BsonDocument entry, long upTo) {
        var fields = new TreeMap<String, BsonValue>(entry);
        BsonValue until = fields.get(EntryCodec.UNTIL);
        if (until != null && until.isInt64() && until.asInt64().getValue() > upTo) {
            fields.put(EntryCodec.UNTIL, new BsonInt64(Entry.Version.OPEN));
        }
        if (fields.containsKey(EntryCodec.GONE)) {
            // what begins a deleted entity again closes its last version, or leaves it, as batches were cut
            fields.remove(EntryCodec.UNTIL);
        }
        var sorted = new BsonDocument();
        sorted.putAll(fields);
        var buffer = new BasicOutputBuffer();
        try (var writer = new BsonBinaryWriter(buffer)) {
            CODEC.encode(writer, sorted, EncoderContext.builder().build());
        }
        return buffer.toByteArray();
    }

    @Override
    public void close() {
        generations.forEach(sources::dropVerified);
    }
}

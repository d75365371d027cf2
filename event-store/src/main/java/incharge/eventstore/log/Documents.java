package incharge.eventstore.log;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Maps commits to stored documents and back. */
final class Documents {
    /**
     * Number of events up to which they are stored in the commit itself. To read one of them the server loads the
     * entire document.
     */
    static final int EVENTS_INLINE = 100;

    /** A commit or a part is full at this size. */
    static final int BYTES_INLINE = 1 << 20;

    private Documents() {}

    /** The events from {@code offset} on. */
    record Part(int offset, BsonDocument document) {}

    /** A commit without {@code _id} and time, which the writer adds, and its parts; a small one has none. */
    record Encoded(BsonDocument commit, List<Part> parts, int bytes) {
        boolean large() {
            return !parts.isEmpty();
        }
    }

    static Encoded encode(Commit commit) {
        List<Chunk> chunks = chunks(withConsumedTag(commit));
        BsonDocument document = header(commit);
        int extra = commit.answer() == null ? 0 : commit.answer().length;
        if (chunks.size() == 1) {
            fill(document, chunks.getFirst(), commit.cause());
            return new Encoded(document, List.of(), chunks.getFirst().bytes + extra);
        }
        var parts = new ArrayList<Part>();
        var offsets = new BsonArray();
        for (Chunk chunk : chunks) {
            BsonDocument id = partId(commit.id(), chunk.offset);
            BsonDocument part = new BsonDocument(Fields.ID, id).append(Fields.COMMIT, new BsonBinary(commit.id()));
            fill(part, chunk, commit.cause());
            parts.add(new Part(chunk.offset, part));
            offsets.add(new BsonInt32(chunk.offset));
        }
        document.append(Fields.PARTS, offsets);
        return new Encoded(document, parts, 200 + offsets.size() * 10 + extra);
    }

    /** Makes a commit's document without its events and without what the writer adds. */
    private static BsonDocument header(Commit commit) {
        BsonDocument document = new BsonDocument()
                .append(Fields.SIZE, new BsonInt32(commit.events().size()))
                .append(Fields.COMMIT, new BsonBinary(commit.id()))
                .append(Fields.CAUSE, cause(commit.cause()));
        Idempotency idempotency = commit.idempotency();
        if (idempotency != null) {
            document.append(
                    Fields.IDEMPOTENCY,
                    new BsonDocument(Fields.KEY, new BsonString(idempotency.key()))
                            .append(Fields.HASH, new BsonString(idempotency.bodyHash())));
        }
        if (commit.eventsPerCommand().length > 0) {
            document.append(Fields.PER_COMMAND, new BsonBinary(packed(commit.eventsPerCommand())));
        }
        if (commit.answer() != null) {
            document.append(Fields.ANSWER, new BsonBinary(commit.answer()));
        }
        Consumed consumed = commit.consumed();
        if (consumed != null) {
            document.append(
                    Fields.CONSUMED,
                    new BsonDocument(Fields.TOPIC, new BsonString(consumed.topic()))
                            .append(Fields.SEQUENCE, new BsonInt64(consumed.sequence())));
        }
        return document;
    }

    private record Chunk(int offset, List<NewEvent> events, int bytes) {}

    private static List<Chunk> chunks(List<NewEvent> events) {
        var chunks = new ArrayList<Chunk>();
        var open = new ArrayList<NewEvent>();
        int bytes = 0;
        int offset = 0;
        for (NewEvent event : events) {
            if (event.payload().length > Commit.MAX_EVENT_BYTES) {
                throw new EventTooLarge(event.payload().length, Commit.MAX_EVENT_BYTES);
            }
            if (open.size() == EVENTS_INLINE || bytes > BYTES_INLINE || bytes + size(event) > Commit.MAX_EVENT_BYTES) {
                if (!open.isEmpty()) {
                    chunks.add(new Chunk(offset, open, bytes));
                    offset += open.size();
                    open = new ArrayList<>();
                    bytes = 0;
                }
            }
            open.add(event);
            bytes += size(event);
        }
        chunks.add(new Chunk(offset, open, bytes));
        return chunks;
    }

    private static int size(NewEvent event) {
        int tags = 0;
        for (String tag : event.tags()) {
            tags += 2 * tag.length() + 16;
        }
        return 150 + event.payload().length + tags;
    }

    private static void fill(BsonDocument document, Chunk chunk, Cause ofCommit) {
        var tags = new LinkedHashSet<String>();
        var events = new BsonArray(chunk.events.size());
        int offset = chunk.offset;
        for (NewEvent event : chunk.events) {
            tags.addAll(event.tags());
            events.add(event(offset++, event, ofCommit));
        }
        document.append(Fields.TAGS, strings(tags)).append(Fields.EVENTS, events);
    }

    private static BsonDocument event(int offset, NewEvent event, Cause ofCommit) {
        BsonDocument document = new BsonDocument()
                .append(Fields.OFFSET, new BsonInt32(offset))
                .append(Fields.EVENT_ID, new BsonBinary(event.id()))
                .append(Fields.TYPE, new BsonString(event.type()))
                .append(Fields.VERSION, new BsonInt32(event.version()))
                .append(Fields.SUBJECT, new BsonString(event.subject()))
                .append(Fields.TAGS, strings(event.tags()))
                .append(Fields.PAYLOAD, new BsonBinary(event.payload()));
        if (event.cause() != null && !event.cause().equals(ofCommit)) {
            document.append(Fields.CAUSE, cause(event.cause()));
        }
        return document;
    }

    private static List<NewEvent> withConsumedTag(Commit commit) {
        if (commit.consumed() == null) {
            return commit.events();
        }
        var events = new ArrayList<>(commit.events());
        events.set(0, events.getFirst().withTag(commit.consumed().tag().encoded()));
        return events;
    }

    /** Returns the events of a commit as they are read back: with the tag of what they answer, and with their cause. */
    static List<NewEvent> stored(Commit commit) {
        return withConsumedTag(commit).stream()
                .map(event -> event.cause() == null ? event.withCause(commit.cause()) : event)
                .toList();
    }

    /** Returns the marks of a commit that is to be written. */
    static List<Mark> marks(Commit commit) {
        return Mark.of(withConsumedTag(commit));
    }

    static BsonDocument partId(UUID commit, int offset) {
        return new BsonDocument(Fields.COMMIT, new BsonBinary(commit)).append(Fields.OFFSET, new BsonInt32(offset));
    }

    private static BsonDocument cause(Cause cause) {
        BsonDocument document = new BsonDocument(Fields.ACTOR, new BsonString(cause.actor()))
                .append(Fields.COMMAND, new BsonString(cause.commandId()));
        if (cause.reason() != null) {
            document.append(Fields.REASON, new BsonString(cause.reason()));
        }
        if (!cause.metadata().isEmpty()) {
            var metadata = new BsonArray();
            cause.metadata().forEach((key, value) -> metadata.add(strings(List.of(key, value))));
            document.append(Fields.METADATA, metadata);
        }
        return document;
    }

    static BsonArray strings(Iterable<String> values) {
        var array = new BsonArray();
        for (String value : values) {
            array.add(new BsonString(value));
        }
        return array;
    }

    static long first(BsonDocument commit) {
        return commit.getInt64(Fields.ID).getValue();
    }

    static int size(BsonDocument commit) {
        return commit.getInt32(Fields.SIZE).getValue();
    }

    static UUID id(BsonDocument commitOrPart) {
        return commitOrPart.getBinary(Fields.COMMIT).asUuid();
    }

    static long time(BsonDocument commit) {
        return commit.getDateTime(Fields.TIME).getValue();
    }

    static boolean large(BsonDocument commit) {
        return commit.containsKey(Fields.PARTS);
    }

    /** Returns the offsets at which the parts of a large commit begin, in order. */
    static int[] parts(BsonDocument commit) {
        return commit.getArray(Fields.PARTS).stream()
                .mapToInt(offset -> offset.asInt32().getValue())
                .toArray();
    }

    /**
     * Returns the event documents of a commit or part; empty if the projection excludes them or the commit is large.
     */
    static List<BsonDocument> events(BsonDocument commitOrPart) {
        BsonValue events = commitOrPart.get(Fields.EVENTS, BsonNull.VALUE);
        if (events.isNull()) {
            return List.of();
        }
        return events.asArray().stream().map(BsonValue::asDocument).toList();
    }

    static int offset(BsonDocument event) {
        return event.getInt32(Fields.OFFSET).getValue();
    }

    static Mark mark(BsonDocument event) {
        return new Mark(event.getString(Fields.TYPE).getValue(), tags(event));
    }

    private static Set<String> tags(BsonDocument event) {
        BsonArray stored = event.getArray(Fields.TAGS);
        var tags = new String[stored.size()];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = stored.get(i).asString().getValue();
        }
        return Set.of(tags);
    }

    static Recorded recorded(StoredCommit commit, BsonDocument event) {
        return new Recorded(
                commit.first() + offset(event),
                commit.time(),
                new NewEvent(
                        event.getBinary(Fields.EVENT_ID).asUuid(),
                        event.getString(Fields.TYPE).getValue(),
                        event.getInt32(Fields.VERSION).getValue(),
                        event.getString(Fields.SUBJECT).getValue(),
                        event.getBinary(Fields.PAYLOAD).getData(),
                        tags(event),
                        event.containsKey(Fields.CAUSE) ? cause(event.getDocument(Fields.CAUSE)) : commit.cause()));
    }

    private static Cause cause(BsonDocument document) {
        return new Cause(
                document.getString(Fields.ACTOR).getValue(),
                document.getString(Fields.COMMAND).getValue(),
                document.containsKey(Fields.REASON)
                        ? document.getString(Fields.REASON).getValue()
                        : null,
                document.containsKey(Fields.METADATA) ? metadata(document.getArray(Fields.METADATA)) : Map.of());
    }

    /** Reads metadata, stored as pairs since a key may hold any character. */
    private static Map<String, String> metadata(BsonArray pairs) {
        return pairs.stream()
                .map(BsonValue::asArray)
                .collect(Collectors.toMap(
                        pair -> pair.get(0).asString().getValue(),
                        pair -> pair.get(1).asString().getValue()));
    }

    static StoredCommit commit(BsonDocument document) {
        BsonDocument idempotency = document.getDocument(Fields.IDEMPOTENCY, null);
        BsonDocument consumed = document.getDocument(Fields.CONSUMED, null);
        return new StoredCommit(
                new Appended(
                        first(document), first(document) + size(document) - 1, Instant.ofEpochMilli(time(document))),
                id(document),
                cause(document.getDocument(Fields.CAUSE)),
                idempotency == null
                        ? null
                        : new Idempotency(
                                idempotency.getString(Fields.KEY).getValue(),
                                idempotency.getString(Fields.HASH).getValue()),
                document.containsKey(Fields.PER_COMMAND)
                        ? unpacked(document.getBinary(Fields.PER_COMMAND).getData())
                        : new int[0],
                consumed == null
                        ? null
                        : new Consumed(
                                consumed.getString(Fields.TOPIC).getValue(),
                                consumed.getInt64(Fields.SEQUENCE).getValue()),
                document.containsKey(Fields.ANSWER)
                        ? document.getBinary(Fields.ANSWER).getData()
                        : null);
    }

    static BsonDateTime dateTime(long millis) {
        return new BsonDateTime(millis);
    }

    private static byte[] packed(int[] numbers) {
        var buffer = ByteBuffer.allocate(numbers.length * Short.BYTES);
        for (int number : numbers) {
            buffer.putShort((short) number);
        }
        return buffer.array();
    }

    private static int[] unpacked(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        var numbers = new int[bytes.length / Short.BYTES];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = buffer.getShort();
        }
        return numbers;
    }
}

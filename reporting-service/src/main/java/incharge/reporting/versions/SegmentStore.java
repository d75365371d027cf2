package incharge.reporting.versions;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import incharge.feed.KeyRing;
import incharge.reporting.versions.Entry.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * The newest versions in each {@link Segment} of a log, ordered by key, in a few large documents. So all versions that
 * were valid at a sequence are read in one pass over the segments before it.
 *
 * <p>A segment depends on its entries alone, so replicas that save it at the same time write the same bytes. Its head
 * is written last: parts without a head count for nothing and are written once more.
 */
final class SegmentStore {

    /** Changes when {@link PackedVersion} or the documents of a segment change. */
    static final int FORMAT = 6;

    private static final String ID = "_id";
    private static final String PARTS = "parts";
    private static final String COUNT = "count";
    private static final String BYTES = "bytes";

    /** A part ends behind the version that reaches this size. */
    private static final int PART_BYTES = 1 << 20;

    /** So each run that is read holds few parts in memory. */
    private static final int PARTS_AT_ONCE = 2;

    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

    private final MongoCollection<Document> documents;
    private final VersionStore versions;
    private final KeyRing keys;
    private final int width;

    /**
     * @param keys open the texts about persons
     * @param width that of the narrowest segments
     */
    SegmentStore(MongoCollection<Document> documents, VersionStore versions, KeyRing keys, int width) {
        this.documents = documents;
        this.versions = versions;
        this.keys = keys;
        this.width = width;
    }

    /**
     * What is known of a segment.
     *
     * @param parts {@link #UNSAVED} when its entries must be read instead
     * @param count of its versions, or at least that many
     */
    private record Head(Segment segment, int parts, long count) {
        static final int UNSAVED = -1;

        boolean saved() {
            return parts != UNSAVED;
        }
    }

    /**
     * Saves the segments up to that sequence that are not saved, each level from the one below.
     *
     * @return the end of the first one that is not over
     */
    long save(long upTo) {
        Segment next = next(0);
        while (next.upTo() <= upTo) {
            save(next, List.of(read(next.after(), next.upTo())));
            next = next.next();
        }
        long due = next.upTo();
        long below = next.index();
        for (int level = 1; below >= Segment.CHILDREN; level++) {
            next = next(level);
            while ((next.index() + 1) * Segment.CHILDREN <= below) {
                merge(next);
                next = next.next();
            }
            below = next.index();
        }
        return due;
    }

    /** Returns the first segment of a level that is not saved. */
    private Segment next(int level) {
        var first = new Segment(width, level, 0);
        long above = new Segment(width, level + 1, 0).id();
        Document newest = documents
                .find(Filters.and(Filters.gte(ID, first.id()), Filters.lt(ID, above)))
                .sort(Sorts.descending(ID))
                .first();
        return newest == null ? first : Segment.ofId(width, newest.getLong(ID)).next();
    }

    private void merge(Segment segment) {
        try (var runs = new Runs()) {
            heads(segment.children()).forEach(runs::open);
            save(segment, runs.oldestFirst);
        }
    }

    private void save(Segment segment, List<Iterator<PackedVersion>> oldestFirst) {
        var writing = new Writing(segment);
        newest(oldestFirst, version -> {
            // what was deleted matters only to the segments before
            if (!version.gone() || segment.index() > 0) {
                writing.add(version);
            }
        });
        writing.end();
    }

    private final class Writing {
        private final Segment segment;
        private final ByteWriter bytes = new ByteWriter(PART_BYTES / 8);
        private int parts;
        private long count;

        Writing(Segment segment) {
            this.segment = segment;
        }

        void add(PackedVersion version) {
            version.write(bytes);
            count++;
            if (bytes.length() >= PART_BYTES) {
                endPart();
            }
        }

        private void endPart() {
            Document id = partId(segment, parts++);
            documents.replaceOne(Filters.eq(id), new Document(ID, id).append(BYTES, new Binary(bytes.take())), UPSERT);
        }

        void end() {
            if (bytes.length() > 0) {
                endPart();
            }
            documents.replaceOne(
                    Filters.eq(segment.id()),
                    new Document(ID, segment.id()).append(PARTS, parts).append(COUNT, count),
                    UPSERT);
        }
    }

    /** The id of a part is a document and that of a head a number, so a search for heads never touches a part. */
    private static Document partId(Segment segment, int part) {
        return new Document("segment", segment.id()).append("part", part);
    }

    /** Hands over each version that is valid at that sequence once, ordered by key. */
    void forEachValidAt(long sequence, Consumer<Version> consumer) {
        List<Segment> segments = Segment.before(sequence, width);
        try (var runs = new Runs()) {
            heads(segments).forEach(runs::open);
            runs.add(read(end(segments), sequence));
            newest(runs.oldestFirst, version -> {
                if (!version.gone()) {
                    Content content = version.version().content();
                    consumer.accept(Version.of(content.opened(keys)));
                }
            });
        }
    }

    /** Returns the number of versions that are valid at that sequence, or more. */
    long countAtMost(long sequence) {
        List<Segment> segments = Segment.before(sequence, width);
        return sequence
                - end(segments)
                + heads(segments).stream().mapToLong(Head::count).sum();
    }

    private static long end(List<Segment> segments) {
        return segments.isEmpty() ? 0 : segments.getLast().upTo();
    }

    /** Returns the heads of segments in order; in place of one that is not saved, those of its children. */
    private List<Head> heads(List<Segment> segments) {
        var saved = new HashMap<Long, Head>();
        documents
                .find(Filters.in(ID, segments.stream().map(Segment::id).toList()))
                .forEach(head -> saved.put(
                        head.getLong(ID),
                        new Head(Segment.ofId(width, head.getLong(ID)), head.getInteger(PARTS), head.getLong(COUNT))));
        var heads = new ArrayList<Head>();
        for (Segment segment : segments) {
            Head head = saved.get(segment.id());
            if (head != null) {
                heads.add(head);
            } else if (segment.level() > 0) {
                heads.addAll(heads(segment.children()));
            } else {
                heads.add(new Head(segment, Head.UNSAVED, width));
            }
        }
        return heads;
    }

    /** Returns the newest version of each entity that changed in these entries, ordered by key. */
    private Iterator<PackedVersion> read(long after, long upTo) {
        var newest = new TreeMap<PackedVersion, PackedVersion>();
        for (Entry entry : versions.made(after, upTo)) {
            var version = PackedVersion.of(entry.version());
            newest.put(version, version);
        }
        return newest.values().iterator();
    }

    /** Runs over versions, each ordered by key, and the cursors behind them. */
    private final class Runs implements AutoCloseable {
        private final List<Iterator<PackedVersion>> oldestFirst = new ArrayList<>();
        private final List<MongoCursor<Document>> cursors = new ArrayList<>();

        void add(Iterator<PackedVersion> run) {
            oldestFirst.add(run);
        }

        void open(Head head) {
            Segment segment = head.segment();
            add(head.saved() ? new Parts(head, parts(head)) : read(segment.after(), segment.upTo()));
        }

        private MongoCursor<Document> parts(Head head) {
            List<Document> ids = IntStream.range(0, head.parts())
                    .mapToObj(part -> partId(head.segment(), part))
                    .toList();
            MongoCursor<Document> parts = documents
                    .find(Filters.in(ID, ids))
                    .sort(Sorts.ascending(ID))
                    .batchSize(PARTS_AT_ONCE)
                    .cursor();
            cursors.add(parts);
            return parts;
        }

        @Override
        public void close() {
            cursors.forEach(MongoCursor::close);
        }
    }

    /** Reads a saved segment, a part at a time. */
    private static final class Parts implements Iterator<PackedVersion> {
        private final MongoCursor<Document> parts;
        private long left;
        private byte[] bytes = {};
        private ByteReader reader = new ByteReader(bytes, 0);

        Parts(Head head, MongoCursor<Document> parts) {
            this.parts = parts;
            this.left = head.count();
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public PackedVersion next() {
            if (reader.at() == bytes.length) {
                // fails when the segment was dropped meanwhile
                bytes = parts.next().get(BYTES, Binary.class).getData();
                reader = new ByteReader(bytes, 0);
            }
            left--;
            return PackedVersion.read(reader, bytes);
        }
    }

    /** The next version of a run. */
    private record Next(PackedVersion version, int age, Iterator<PackedVersion> rest) {}

    private static final Comparator<Next> BY_KEY_NEWEST_FIRST = Comparator.comparing(Next::version)
            .thenComparing(Comparator.comparingInt(Next::age).reversed());

    /** Hands over the newest version of each entity in some runs, ordered by key. */
    private static void newest(List<Iterator<PackedVersion>> oldestFirst, Consumer<PackedVersion> consumer) {
        var queue = new PriorityQueue<>(BY_KEY_NEWEST_FIRST);
        for (int age = 0; age < oldestFirst.size(); age++) {
            advance(oldestFirst.get(age), age, queue);
        }
        PackedVersion last = null;
        while (!queue.isEmpty()) {
            Next next = queue.poll();
            if (last == null || last.compareTo(next.version()) != 0) {
                last = next.version();
                consumer.accept(last);
            }
            advance(next.rest(), next.age(), queue);
        }
    }

    private static void advance(Iterator<PackedVersion> run, int age, PriorityQueue<Next> queue) {
        if (run.hasNext()) {
            queue.add(new Next(run.next(), age, run));
        }
    }
}

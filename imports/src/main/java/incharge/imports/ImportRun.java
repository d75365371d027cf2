package incharge.imports;

import incharge.eventstore.decider.Rehearsal;
import incharge.eventstore.log.StoredCommit;
import incharge.http.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A running import, as the decider of one chunk sees it. */
public final class ImportRun implements AutoCloseable {

    /** What happens to a row whose key exists: it is refused, or it changes what exists. */
    public enum Mode {
        CREATE,
        UPSERT
    }

    /** How often rows of a chunk can be decided again. The numbers of retries and so their keys depend on it. */
    public static final int RETRIES = 5;

    /** The lower bits of a row's number that stand in the second half of an id, after the two of the variant. */
    private static final int ROW_BITS = 10;

    private static final int VARIANT_SHIFT = 62;
    private static final String DECIDED = "import:";
    private static final String UNDONE = "undo:";

    private final Terms terms;
    private final int chunk;
    private final AtomicLong position;
    private final Map<Object, Object> kept;

    /** What is the same for all chunks of an import. */
    private record Terms(
            UUID importId, Caller caller, Mode mode, boolean dryRun, Instant startedAt, String contentHash) {}

    /** Begins a run at its first chunk. */
    public ImportRun(UUID importId, Caller caller, Mode mode, boolean dryRun, Instant startedAt, String contentHash) {
        this(
                new Terms(importId, caller, mode, dryRun, startedAt, contentHash),
                0,
                new AtomicLong(),
                new ConcurrentHashMap<>());
    }

    private ImportRun(Terms terms, int chunk, AtomicLong position, Map<Object, Object> kept) {
        this.terms = terms;
        this.chunk = chunk;
        this.position = position;
        this.kept = kept;
    }

    /** Returns the same run at another chunk, with what was kept and the position reached. */
    ImportRun at(int otherChunk) {
        return new ImportRun(terms, otherChunk, position, kept);
    }

    /**
     * Returns the run for rows of this chunk that are decided again. They are a commit of their own, so the retry has a
     * number that no chunk of the file and no other retry has.
     *
     * @param number from 1 to {@value #RETRIES}
     */
    public ImportRun retry(int number) {
        return at(retryOf(chunk, number));
    }

    private static int retryOf(int chunk, int number) {
        if (chunk < 0 || number < 1 || number > RETRIES) {
            throw new IllegalArgumentException("chunk " + chunk + " has no retry " + number);
        }
        return -(chunk * RETRIES + number);
    }

    /**
     * Returns the keys under which the rows of a chunk may be decided: that of the chunk, then those of its retries.
     */
    static List<String> keysOf(UUID importId, int chunk) {
        return IntStream.rangeClosed(0, RETRIES)
                .map(number -> number == 0 ? chunk : retryOf(chunk, number))
                .mapToObj(each -> keyOf(importId, each))
                .toList();
    }

    public UUID importId() {
        return terms.importId();
    }

    /** Returns the actor of every event: the caller that sent the file. */
    public String actor() {
        return terms.caller().actor();
    }

    /**
     * Returns the caller that sent the file, with the levels of that time. They must allow what rows require beyond the
     * import itself.
     */
    public Caller caller() {
        return terms.caller();
    }

    public Mode mode() {
        return terms.mode();
    }

    /** Returns whether the run changes nothing. */
    public boolean dryRun() {
        return terms.dryRun();
    }

    /** Returns when the import was accepted; the same after a restart. */
    public Instant startedAt() {
        return terms.startedAt();
    }

    /** Returns the hex SHA-256 of the file and its parameters: the body hash of the idempotency key. */
    public String contentHash() {
        return terms.contentHash();
    }

    /** Returns the chunk's number in its file, from 0. */
    public int chunk() {
        return chunk;
    }

    /** Returns the chunk's idempotency key; the same after a restart. */
    public String idempotencyKey() {
        return keyOf(terms.importId(), chunk);
    }

    /** Returns the key under which a chunk is decided. */
    private static String keyOf(UUID importId, int chunk) {
        return DECIDED + importId + ":" + chunk;
    }

    /** Returns the key under which a chunk is undone. */
    static String undoKeyOf(UUID importId, int chunk) {
        return UNDONE + importId + ":" + chunk;
    }

    /** Returns whether a commit belongs to an import or to its undo. Other commits have other keys, or none. */
    public static boolean isPart(StoredCommit commit) {
        return commit.idempotency() != null
                && (commit.idempotency().key().startsWith(DECIDED)
                        || commit.idempotency().key().startsWith(UNDONE));
    }

    /**
     * Returns the id of what a row creates: a UUIDv7 of the import's time. It is the same whenever the row is decided,
     * so that a repeated chunk is the same command. The ids of an import ascend with its rows, so that what is stored
     * by id lands on neighbouring pages and not on a random one for each row.
     */
    public UUID idFor(int row) {
        ByteBuffer hash = ByteBuffer.wrap(sha256(terms.importId() + ":" + row));
        long high = (terms.startedAt().toEpochMilli() << 16) | 0x7000L | ((row >>> ROW_BITS) & 0x0FFFL);
        long counter = (long) (row & ((1 << ROW_BITS) - 1)) << (VARIANT_SHIFT - ROW_BITS);
        long low = (1L << 63) | counter | (hash.getLong() >>> (Long.SIZE - VARIANT_SHIFT + ROW_BITS));
        return new UUID(high, low);
    }

    /** Records the log position of what this import changed. */
    public void reached(long logPosition) {
        position.accumulateAndGet(logPosition, Math::max);
    }

    /** Returns the highest recorded position, 0 for none. */
    public long position() {
        return position.get();
    }

    /**
     * Returns what {@code owner} keeps from chunk to chunk, created at the first call: for example a dry run's
     * rehearsal, in which later chunks see what earlier ones decided. After a restart a dry run starts again at its
     * first chunk. A rehearsal is closed with the run.
     */
    @SuppressWarnings("unchecked") // an owner keeps one thing
    public <T> T kept(Object owner, Supplier<T> fresh) {
        return (T) kept.computeIfAbsent(owner, _ -> fresh.get());
    }

    /** Closes the rehearsals that are kept. */
    @Override
    public void close() {
        kept.values().forEach(thing -> {
            if (thing instanceof Rehearsal<?> rehearsal) {
                rehearsal.close();
            }
        });
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

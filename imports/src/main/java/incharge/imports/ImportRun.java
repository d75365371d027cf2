package incharge.imports;

import incharge.eventstore.decider.Rehearsal;
import incharge.eventstore.log.StoredCommit;
import incharge.http.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** One import on its way, as the decider of a chunk sees it. */
public final class ImportRun implements AutoCloseable {

    /** What to do with a row whose key exists: refuse it or change what is there. */
    public enum Mode {
        CREATE,
        UPSERT
    }

    private static final String DECIDED = "import:";
    private static final String TAKEN_BACK = "undo:";

    private final UUID importId;
    private final Caller caller;
    private final Mode mode;
    private final boolean dryRun;
    private final Instant startedAt;
    private final String contentHash;
    private final int chunk;
    private final AtomicLong position;
    private final Map<Object, Object> kept;

    /** A run at its first chunk. */
    public ImportRun(UUID importId, Caller caller, Mode mode, boolean dryRun, Instant startedAt, String contentHash) {
        this(importId, caller, mode, dryRun, startedAt, contentHash, 0, new AtomicLong(), new ConcurrentHashMap<>());
    }

    private ImportRun(
            UUID importId,
            Caller caller,
            Mode mode,
            boolean dryRun,
            Instant startedAt,
            String contentHash,
            int chunk,
            AtomicLong position,
            Map<Object, Object> kept) {
        this.importId = importId;
        this.caller = caller;
        this.mode = mode;
        this.dryRun = dryRun;
        this.startedAt = startedAt;
        this.contentHash = contentHash;
        this.chunk = chunk;
        this.position = position;
        this.kept = kept;
    }

    /** The same run at another chunk; what was kept and reached stays. */
    public ImportRun at(int otherChunk) {
        return new ImportRun(importId, caller, mode, dryRun, startedAt, contentHash, otherChunk, position, kept);
    }

    public UUID importId() {
        return importId;
    }

    /** Who sent the file: the actor of every event. */
    public String actor() {
        return caller.actor();
    }

    /** Who sent the file, with the levels of that moment: what its rows ask beyond the import itself, they must allow. */
    public Caller caller() {
        return caller;
    }

    public Mode mode() {
        return mode;
    }

    /** Whether nothing may be changed. */
    public boolean dryRun() {
        return dryRun;
    }

    /** When the import was accepted; the same after a restart, so fit for what must not vary. */
    public Instant startedAt() {
        return startedAt;
    }

    /** Hex SHA-256 of the file and what was asked with it: the body hash that belongs to the idempotency key. */
    public String contentHash() {
        return contentHash;
    }

    /** The chunk's number in its file, from 0. */
    public int chunk() {
        return chunk;
    }

    /** The same for the same chunk of the same import, also after a restart. */
    public String idempotencyKey() {
        return keyOf(importId, chunk);
    }

    /** The key under which a chunk was decided. */
    public static String keyOf(UUID importId, int chunk) {
        return DECIDED + importId + ":" + chunk;
    }

    /** The key under which a chunk is taken back. */
    static String undoKeyOf(UUID importId, int chunk) {
        return TAKEN_BACK + importId + ":" + chunk;
    }

    /** Whether a commit is a part of an import or of its undo; other commits have other keys, or none. */
    public static boolean isPart(StoredCommit commit) {
        return commit.idempotency() != null
                && (commit.idempotency().key().startsWith(DECIDED)
                        || commit.idempotency().key().startsWith(TAKEN_BACK));
    }

    /**
     * The id for what a row makes: a UUIDv7 of the import's time that is the same whenever the row is decided, so that a
     * repeated chunk is the same command.
     */
    public UUID idFor(int row) {
        ByteBuffer hash = ByteBuffer.wrap(sha256(importId + ":" + row));
        long high = (startedAt.toEpochMilli() << 16) | 0x7000L | (hash.getLong() & 0x0FFFL);
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** Says how far the log is with what this import changed. */
    public void reached(long logPosition) {
        position.accumulateAndGet(logPosition, Math::max);
    }

    /** The highest position said so far, 0 for none. */
    public long position() {
        return position.get();
    }

    /**
     * What {@code owner} keeps from chunk to chunk, made at its first call: a dry run's rehearsal, where later chunks must
     * see what earlier ones decided. After a restart a dry run is decided again from its first chunk. A rehearsal is
     * closed with the run.
     */
    @SuppressWarnings("unchecked") // an owner keeps one thing
    public <T> T kept(Object owner, Supplier<T> fresh) {
        return (T) kept.computeIfAbsent(owner, _ -> fresh.get());
    }

    /** Lets go of what is kept. */
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

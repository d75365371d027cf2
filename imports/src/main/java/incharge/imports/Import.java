package incharge.imports;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.http.Caller;
import incharge.imports.ImportRun.Mode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/**
 * An import as it is stored.
 *
 * @param inspection what was found in the file when it was accepted
 * @param undoing null unless its undo was requested
 */
record Import(
        UUID id,
        Request request,
        Inspection inspection,
        Instant startedAt,
        Progress progress,
        Result result,
        Undoing undoing) {

    /** Returns an import that was accepted now and has no decided chunk. */
    static Import accepted(Request request, Inspection inspection) {
        return new Import(
                UuidCreator.getTimeOrderedEpoch(),
                request,
                inspection,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                new Progress(Counts.NONE, 0, 0, 0, 0),
                new Result(State.RUNNING, null, null, null),
                null);
    }

    /**
     * What the sender of the file requested.
     *
     * @param kind the path of its {@link ImportKind}
     * @param caller the sender of the file, with the levels of that time
     * @param mapping our fields by their headers
     * @param contentHash hex SHA-256 of the file and its parameters
     * @param fileHash hex SHA-256 of the file alone, null if it is not known
     * @param chunkRows rows in a chunk; stored, so that chunks stay the same after a change of the setting
     */
    record Request(
            String kind,
            Caller caller,
            Mode mode,
            boolean dryRun,
            Map<String, String> mapping,
            String contentHash,
            String fileHash,
            int chunkRows) {}

    /**
     * How far the import is.
     *
     * @param chunk the next chunk to decide; all before are done and their verdicts stored
     * @param through number of the last row with a verdict
     * @param position of the log after what was changed; 0 for none
     * @param attempts how often a runner began the next chunk
     */
    record Progress(Counts counts, int chunk, int through, long position, int attempts) {}

    /**
     * What became of the import.
     *
     * @param finishedAt null while it runs
     * @param code reason of the failure, else null
     */
    record Result(State state, Instant finishedAt, String code, String message) {}

    /** State of an import. */
    enum State {
        RUNNING,
        DONE,
        FAILED,
        UNDONE
    }

    /**
     * Progress of the undo.
     *
     * @param caller the caller of the undo, with the levels of that time
     * @param reason given with it, or null
     * @param chunk the next chunk to undo
     * @param undone number of rows that were undone
     * @param keptCreated number of rows that created something and stay
     * @param keptUpdated number of rows that updated something and stay
     */
    record Undoing(
            Caller caller, String reason, Instant startedAt, int chunk, int undone, int keptCreated, int keptUpdated) {

        int kept() {
            return keptCreated + keptUpdated;
        }
    }

    /** Numbers of rows by what became of them. */
    record Counts(int created, int updated, int unchanged, int refused) {
        static final Counts NONE = new Counts(0, 0, 0, 0);

        int processed() {
            return created + updated + unchanged + refused;
        }
    }

    int total() {
        return inspection.rows();
    }

    String kind() {
        return request.kind;
    }

    Caller caller() {
        return request.caller;
    }

    Mode mode() {
        return request.mode;
    }

    boolean dryRun() {
        return request.dryRun;
    }

    Map<String, String> mapping() {
        return request.mapping;
    }

    String contentHash() {
        return request.contentHash;
    }

    String fileHash() {
        return request.fileHash;
    }

    int chunkRows() {
        return request.chunkRows;
    }

    Counts counts() {
        return progress.counts;
    }

    int chunk() {
        return progress.chunk;
    }

    int through() {
        return progress.through;
    }

    long position() {
        return progress.position;
    }

    int attempts() {
        return progress.attempts;
    }

    State state() {
        return result.state;
    }

    Instant finishedAt() {
        return result.finishedAt;
    }

    String code() {
        return result.code;
    }

    String message() {
        return result.message;
    }
}

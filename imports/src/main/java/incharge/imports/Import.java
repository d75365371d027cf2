package incharge.imports;

import incharge.http.Caller;
import incharge.imports.ImportRun.Mode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * An import as it is stored.
 *
 * @param kind the path of its {@link ImportKind}
 * @param caller the sender of the file, with the levels of that time
 * @param mapping our fields by their headers
 * @param contentHash hex SHA-256 of the file and its parameters
 * @param chunkRows rows in a chunk; stored, so that chunks stay the same after a change of the setting
 * @param total rows of the file, blank ones left out
 * @param chunk the next chunk to decide; all before are done and their verdicts stored
 * @param through number of the last row with a verdict
 * @param position of the log after what was changed; 0 for none
 * @param attempts how often a runner began the next chunk
 * @param finishedAt null while it runs
 * @param code reason of the failure, else null
 * @param undoing null unless its undo was requested
 */
record Import(
        UUID id,
        String kind,
        Caller caller,
        Mode mode,
        boolean dryRun,
        Map<String, String> mapping,
        String contentHash,
        int chunkRows,
        State state,
        int total,
        Counts counts,
        int chunk,
        int through,
        long position,
        int attempts,
        Instant startedAt,
        Instant finishedAt,
        String code,
        String message,
        Undoing undoing) {

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
}

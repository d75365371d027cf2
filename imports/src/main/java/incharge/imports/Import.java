package incharge.imports;

import incharge.http.Caller;
import incharge.imports.ImportRun.Mode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One import as it is stored.
 *
 * @param kind the path of its {@link ImportKind}
 * @param caller who sent the file, with the levels of that moment
 * @param mapping our fields by their headers
 * @param contentHash hex SHA-256 of the file and what was asked with it
 * @param chunkRows rows to a chunk; kept, so that chunks are the same after a change of the setting
 * @param total rows of the file, blank ones left out
 * @param chunk the next chunk to decide; all before are done and their verdicts stored
 * @param through number of the last row with a verdict
 * @param position of the log, reached by what was changed; 0 for none
 * @param attempts how often the next chunk was begun by somebody
 * @param finishedAt null while it runs
 * @param code why it failed, else null
 * @param undoing null unless somebody asked for its undo
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
        int created,
        int updated,
        int unchanged,
        int refused,
        int chunk,
        int through,
        long position,
        int attempts,
        Instant startedAt,
        Instant finishedAt,
        String code,
        String message,
        Undoing undoing) {

    /** Where an import is. */
    enum State {
        RUNNING,
        DONE,
        FAILED,
        UNDONE
    }

    /**
     * How far the undo is.
     *
     * @param caller who asked for it, with the levels of that moment
     * @param reason given with it, or null
     * @param chunk the next chunk to take back
     * @param undone rows that were taken back
     * @param keptCreated rows that created something and stay
     * @param keptUpdated rows that updated something and stay
     */
    record Undoing(
            Caller caller, String reason, Instant startedAt, int chunk, int undone, int keptCreated, int keptUpdated) {

        int kept() {
            return keptCreated + keptUpdated;
        }
    }

    int processed() {
        return created + updated + unchanged + refused;
    }
}

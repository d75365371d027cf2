package incharge.tabular.importing;

import incharge.http.Caller;
import incharge.tabular.importing.ImportRun.Mode;
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
        String message) {

    /** Where an import is. */
    enum State {
        RUNNING,
        DONE,
        FAILED,
        UNDONE
    }

    int processed() {
        return created + updated + unchanged + refused;
    }
}

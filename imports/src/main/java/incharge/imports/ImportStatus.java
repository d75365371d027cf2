package incharge.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.imports.Import.Counts;
import incharge.imports.Import.State;
import incharge.imports.Import.Undoing;
import incharge.imports.Inspection.ColumnUse;
import incharge.visibility.Actor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An import as people see it. {@code code} and {@code message} are there only after a failure, {@code undone} and
 * {@code kept}, numbers of rows, only after an undo was requested.
 *
 * @param what the collection that it is an import of
 * @param actor the sender of the file
 * @param fileName null if it is not known
 */
record ImportStatus(
        UUID importId,
        String what,
        Actor actor,
        String fileName,
        State state,
        boolean dryRun,
        int total,
        int processed,
        int created,
        int updated,
        int unchanged,
        int refused,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer undone,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer kept,
        Instant startedAt,
        Instant finishedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) String code,
        @JsonInclude(JsonInclude.Include.NON_NULL) String message,
        List<ColumnUse> columns,
        List<Warning> warnings) {

    /** A warning as the sender of the file sees it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Warning(String code, Integer row, String message) {}

    static ImportStatus of(Import stored, Actor actor) {
        Undoing undoing = stored.undoing();
        Counts counts = stored.counts();
        return new ImportStatus(
                stored.id(),
                stored.kind(),
                actor,
                stored.inspection().fileName(),
                stored.state(),
                stored.dryRun(),
                stored.total(),
                counts.processed(),
                counts.created(),
                counts.updated(),
                counts.unchanged(),
                counts.refused(),
                undoing == null ? null : undoing.undone(),
                undoing == null ? null : undoing.kept(),
                stored.startedAt(),
                stored.finishedAt(),
                stored.code(),
                stored.message(),
                stored.inspection().columns(),
                stored.inspection().warnings().stream()
                        .map(warning -> new Warning(warning.code(), warning.row(), warning.message()))
                        .toList());
    }
}

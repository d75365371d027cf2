package incharge.tabular.importing;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.Decided;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Outcome;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.log.Idempotency;
import incharge.http.FieldError;
import incharge.http.Fields;
import incharge.http.Need;
import incharge.tabular.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What the rows of one {@link ImportKind#decide} call ask for: those at fault are refused by themselves, the commands of
 * the others are decided as one commit, or rehearsed in a dry run.
 *
 * @param <C> commands
 * @param <E> events of the log
 */
public final class RowCommands<C, E> {

    private record Asking<C>(int row, C command, UUID id, boolean creates) {}

    private final List<Asking<C>> asking = new ArrayList<>();
    private final TreeMap<Integer, Verdict> verdicts = new TreeMap<>();

    /** The row asks for this; {@code id} is that of what it {@code creates}, changes or finds unchanged. */
    public void ask(Row row, C command, UUID id, boolean creates) {
        asking.add(new Asking<>(row.number(), command, id, creates));
    }

    /** The row is at fault; the first fault is its verdict. */
    public void refuse(Row row, Fields faults) {
        FieldError first = faults.errors().getFirst();
        verdicts.put(row.number(), Verdict.refused(row.number(), first.code(), first.field(), first.message()));
    }

    /** The row is at fault for a reason that its texts do not show; {@code field} is null when it is the whole row. */
    public void refuse(Row row, String code, String field, String message) {
        verdicts.put(row.number(), Verdict.refused(row.number(), code, field, message));
    }

    /** The row asks for what whoever started the import may not: refused as {@code forbidden}. */
    public void forbid(Row row, String field, Need missing) {
        refuse(row, "forbidden", field, "This needs " + missing.sentence() + ".");
    }

    /** Decides all that was asked for and answers with the verdicts of all rows in their order. */
    public List<Verdict> decide(EventStore<E> store, Decider<C, ?, E> decider, ImportRun run) {
        if (!asking.isEmpty()) {
            List<C> commands = asking.stream().map(Asking::command).toList();
            Decided<E> decided = run.dryRun()
                    ? run.kept(store::rehearse).decideEach(decider, commands, origin(run))
                    : store.decideEach(decider, commands, origin(run));
            run.reached(decided.position());
            for (int i = 0; i < asking.size(); i++) {
                Asking<C> row = asking.get(i);
                verdicts.put(row.row(), verdict(row, decided.outcomes().get(i), run.dryRun()));
            }
        }
        return List.copyOf(verdicts.values());
    }

    private static <C, E> Verdict verdict(Asking<C> row, Outcome<E> outcome, boolean rehearsed) {
        Refused refused = outcome.refused();
        if (refused != null) {
            return Verdict.refused(row.row(), refused.code(), refused.field(), refused.getMessage());
        }
        String id = rehearsed && row.creates() ? null : row.id().toString();
        if (outcome.events().isEmpty()) {
            return Verdict.unchanged(row.row(), id);
        }
        return row.creates() ? Verdict.created(row.row(), id) : Verdict.updated(row.row(), id);
    }

    /** The same for the same rows, so that a chunk that is decided again after a crash is answered, not repeated. */
    private static Origin origin(ImportRun run) {
        return Origin.of(run.actor(), UuidCreator.getNameBasedSha1(run.importId(), run.idempotencyKey()))
                .withIdempotency(new Idempotency(run.idempotencyKey(), run.contentHash()));
    }
}

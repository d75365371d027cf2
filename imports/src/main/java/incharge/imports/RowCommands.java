package incharge.imports;

import incharge.eventstore.decider.Attempt;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Outcome;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.log.Idempotency;
import incharge.http.FieldError;
import incharge.http.Fields;
import incharge.http.RequiredLevel;
import incharge.tabular.Row;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * What the rows of one {@link ImportKind#decide} call ask for: those at fault are refused by themselves, the commands of
 * the others are decided as one commit in the order of the rows, or rehearsed in a dry run.
 *
 * <p>Refused rows take part in the commit, as commands that are refused: what a row may ask and see can change between a
 * crash and the repetition of its chunk, and the answer of the commit must still be that of the same rows.
 *
 * @param <C> commands
 * @param <E> events of the log
 */
public final class RowCommands<C, E> {

    private record Asking<C>(Attempt<C> attempt, UUID id, boolean creates) {}

    private final TreeMap<Integer, Asking<C>> rows = new TreeMap<>();

    /** The row asks for this; {@code id} is that of what it {@code creates}, changes or finds unchanged. */
    public void ask(Row row, C command, UUID id, boolean creates) {
        rows.put(row.number(), new Asking<>(Attempt.of(command), id, creates));
    }

    /** The row is at fault; the first fault is its verdict. */
    public void refuse(Row row, Fields faults) {
        FieldError first = faults.errors().getFirst();
        refuse(row, first.code(), first.field(), first.message());
    }

    /** The row is at fault for a reason that its texts do not show; {@code field} is null when it is the whole row. */
    public void refuse(Row row, String code, String field, String message) {
        rows.put(row.number(), new Asking<>(Attempt.refused(Refused.rule(code, field, message)), null, false));
    }

    /** The row asks for what whoever started the import may not: refused as {@code forbidden}. */
    public void forbid(Row row, String field, RequiredLevel missing) {
        refuse(row, "forbidden", field, "This needs " + missing.sentence() + ".");
    }

    /** Decides all that was asked for and answers with the verdicts of all rows in their order. */
    public List<Verdict> decide(EventStore<E> store, Decider<C, ?, E> decider, ImportRun run) {
        return decide(store, decider, run, (_, _) -> {});
    }

    /** As {@link #decide(EventStore, Decider, ImportRun)}; {@code heard} is told what was decided, and the verdicts. */
    public List<Verdict> decide(
            EventStore<E> store,
            Decider<C, ?, E> decider,
            ImportRun run,
            BiConsumer<Decision<E>, List<Verdict>> heard) {
        List<Asking<C>> asking = List.copyOf(rows.values());
        List<Attempt<C>> attempts = asking.stream().map(Asking::attempt).toList();
        Decider<Attempt<C>, ?, E> each = Attempt.decider(decider);
        Decision<E> decided = run.dryRun()
                ? run.kept(store, store::rehearse).decideEach(each, attempts, origin(run))
                : store.decideEach(each, attempts, origin(run));
        run.reached(decided.position());
        List<Integer> numbers = List.copyOf(rows.keySet());
        TreeMap<Integer, Verdict> verdicts = new TreeMap<>();
        for (int i = 0; i < asking.size(); i++) {
            verdicts.put(
                    numbers.get(i),
                    verdict(numbers.get(i), asking.get(i), decided.outcomes().get(i), run.dryRun()));
        }
        List<Verdict> inOrder = List.copyOf(verdicts.values());
        heard.accept(decided, inOrder);
        return inOrder;
    }

    private static <C, E> Verdict verdict(int row, Asking<C> asking, Outcome<E> outcome, boolean rehearsed) {
        Refused refused = outcome.refused();
        if (refused != null) {
            return Verdict.refused(row, refused.code(), refused.field(), refused.getMessage());
        }
        // null too for what was done before a crash and would be refused by now
        String id = asking.id() == null || (rehearsed && asking.creates())
                ? null
                : asking.id().toString();
        if (outcome.events().isEmpty()) {
            return Verdict.unchanged(row, id);
        }
        return asking.creates() ? Verdict.created(row, id) : Verdict.updated(row, id);
    }

    /**
     * The same for the same rows, so that a chunk that is decided again after a crash is answered, not repeated. The whole
     * import is one command: by its id what it did is found again.
     */
    private static Origin origin(ImportRun run) {
        return Origin.of(run.actor(), run.importId())
                .withIdempotency(new Idempotency(run.idempotencyKey(), run.contentHash()));
    }
}

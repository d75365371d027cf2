package incharge.imports;

import incharge.eventstore.decider.Attempt;
import incharge.eventstore.decider.CommandSource;
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
 * The commands of the rows of one {@link ImportKind#decide} call. Invalid rows are refused on their own; the commands
 * of the others are decided as one commit in the order of the rows, or rehearsed in a dry run.
 *
 * <p>Refused rows take part in the commit as refused commands: the levels and the visibility of the caller can change
 * between a crash and the repetition of a chunk, and the commit's answer must still belong to the same rows.
 *
 * @param <C> commands
 * @param <E> events of the log
 */
public final class RowCommands<C, E> {

    /** {@code command} is null if the row is {@code refused}. */
    private record Requested<C>(C command, Refused refused, UUID id, boolean creates) {
        <S> Attempt<C, S> attempt() {
            return refused == null ? Attempt.of(command) : Attempt.refused(refused);
        }
    }

    private final TreeMap<Integer, Requested<C>> rows = new TreeMap<>();

    /** Adds the command of a row; {@code id} is that of what it {@code creates}, changes or finds unchanged. */
    public void add(Row row, C command, UUID id, boolean creates) {
        rows.put(row.number(), new Requested<>(command, null, id, creates));
    }

    /** Refuses an invalid row; the first error is its verdict. */
    public void refuse(Row row, Fields faults) {
        FieldError first = faults.errors().getFirst();
        refuse(row, first.code(), first.field(), first.message());
    }

    /** Refuses a row for a reason beyond its fields; {@code field} is null if the row itself is the reason. */
    public void refuse(Row row, String code, String field, String message) {
        rows.put(row.number(), new Requested<>(null, Refused.rule(code, field, message), null, false));
    }

    /** Refuses a row that requires a level which the import's caller lacks, as {@code forbidden}. */
    public void forbid(Row row, String field, RequiredLevel missing) {
        refuse(row, "forbidden", field, "This needs " + missing.sentence() + ".");
    }

    /** Decides all commands and returns the verdicts of all rows in their order. */
    public List<Verdict> decide(EventStore<E> store, Decider<C, ?, E> decider, ImportRun run) {
        return decide(store, decider, run, (_, _) -> {});
    }

    /**
     * Decides like {@link #decide(EventStore, Decider, ImportRun)}; {@code then} receives the decision and the
     * verdicts.
     */
    public List<Verdict> decide(
            EventStore<E> store,
            Decider<C, ?, E> decider,
            ImportRun run,
            BiConsumer<Decision<?, E>, List<Verdict>> then) {
        List<Requested<C>> requested = List.copyOf(rows.values());
        Decision<?, E> decided = decideEach(store, decider, run, requested);
        run.reached(decided.position());
        List<Integer> numbers = List.copyOf(rows.keySet());
        var verdicts = new TreeMap<Integer, Verdict>();
        for (int i = 0; i < requested.size(); i++) {
            verdicts.put(
                    numbers.get(i),
                    verdict(numbers.get(i), requested.get(i), decided.outcomes().get(i), run.dryRun()));
        }
        List<Verdict> inOrder = List.copyOf(verdicts.values());
        then.accept(decided, inOrder);
        return inOrder;
    }

    private static <C, S, E> Decision<S, E> decideEach(
            EventStore<E> store, Decider<C, S, E> decider, ImportRun run, List<Requested<C>> requested) {
        Decider<Attempt<C, S>, S, E> each = Attempt.decider(decider);
        List<Attempt<C, S>> attempts =
                requested.stream().map(Requested::<S>attempt).toList();
        return run.dryRun()
                ? run.kept(store, store::rehearse).decideEach(each, attempts, origin(run))
                : store.decideEach(each, attempts, origin(run));
    }

    private static <C, E> Verdict verdict(int row, Requested<C> requested, Outcome<E> outcome, boolean rehearsed) {
        Refused refused = outcome.refused();
        if (refused != null) {
            return Verdict.refused(row, refused.code(), refused.field(), refused.getMessage());
        }
        // null too for what was decided before a crash and would be refused by now
        String id = requested.id() == null || (rehearsed && requested.creates())
                ? null
                : requested.id().toString();
        if (outcome.events().isEmpty()) {
            return Verdict.unchanged(row, id);
        }
        return requested.creates() ? Verdict.created(row, id) : Verdict.updated(row, id);
    }

    /**
     * Returns the same origin for the same rows, so that a chunk that is decided again after a crash is answered and
     * not repeated. All chunks carry the import's id as command id, by which its undo finds them.
     */
    private static Origin origin(ImportRun run) {
        return Origin.of(run.actor(), run.importId())
                .byProduct(CommandSource.IMPORT)
                .withIdempotency(new Idempotency(run.idempotencyKey(), run.contentHash()));
    }
}

package incharge.customer.numbering;

import incharge.customer.event.CustomersEvent;
import incharge.customer.numbering.NumberHolders.NumberChange;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.Undo;
import incharge.eventstore.log.Criteria;
import incharge.http.Area;
import incharge.http.RequiredLevel;
import incharge.imports.ImportKind;
import incharge.imports.ImportRun;
import incharge.imports.RowCommands;
import incharge.imports.UndoRun;
import incharge.imports.Verdict;
import incharge.tabular.Row;
import incharge.visibility.CallerVisibilities;
import incharge.visibility.CallerVisibility;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The import of things that have a number: rows that name a number take it, the others get the next free one.
 *
 * @param <C> commands to the things
 * @param <S> the state that the commands are decided on
 */
public abstract class NumberedImport<C, S> implements ImportKind {

    private final EventStore<CustomersEvent> store;
    private final Decider<C, S, CustomersEvent> decider;
    private final FreeNumbers numbers;
    private final CallerVisibilities visibilities;

    protected NumberedImport(
            EventStore<CustomersEvent> store,
            Decider<C, S, CustomersEvent> decider,
            FreeNumbers numbers,
            CallerVisibilities visibilities) {
        this.store = store;
        this.decider = decider;
        this.numbers = numbers;
        this.visibilities = visibilities;
    }

    /** Adds the commands of the rows of one commit, or the reasons why rows are refused. */
    protected abstract void collect(
            ImportRun run,
            CallerVisibility visibility,
            List<Row> rows,
            RowNumbers rowNumbers,
            RowCommands<C, CustomersEvent> commands);

    /** Finds who holds these numbers now. */
    protected abstract NumberHolders holders(Collection<String> named);

    /** Returns what an event does to the numbers of these things, null for nothing. */
    protected abstract NumberChange numberChange(CustomersEvent event);

    /** Returns the field of rows that a field of the thing stands for; {@code field} may be null. */
    protected String column(String field) {
        return field;
    }

    /** Returns the code of the refusal to create a thing under an id that a thing has. */
    protected abstract String existsCode();

    /** Returns the id of the thing that an event is about, null if it is about another kind of thing. */
    protected abstract UUID subject(CustomersEvent event);

    /** Selects all events of a thing. */
    protected abstract Criteria eventsOf(UUID id);

    protected abstract Set<UUID> hidden(CallerVisibility visibility, List<UUID> ids);

    protected abstract Refused unknown(UUID id);

    /** Returns the command that restores the state before the import. */
    protected abstract C revert(Undo.Change<UUID, S> change, UndoRun run);

    @Override
    public final RequiredLevel requiredLevel() {
        return RequiredLevel.edit(Area.CUSTOMERS);
    }

    /**
     * Decides the rows, and those again whose proposed number another writer took first, with what that one has
     * appended. A dry run takes its numbers from a copy.
     */
    @Override
    public final List<Verdict> decide(ImportRun run, List<Row> rows) {
        FreeNumbers series = run.dryRun() ? run.kept(numbers, numbers::copy) : numbers;
        var verdicts = new TreeMap<Integer, Verdict>();
        List<Row> open = rows;
        for (int round = 0; round <= ImportRun.RETRIES && !open.isEmpty(); round++) {
            ImportRun at = round == 0 ? run : run.retry(round);
            if (round > 0) {
                series.readAll();
            }
            try (var rowNumbers = new RowNumbers(series, open)) {
                decideRound(at, open, rowNumbers).forEach(verdict -> verdicts.put(verdict.row(), verdict));
                open = open.stream()
                        .filter(row -> rowNumbers.isProposalTaken(verdicts.get(row.number())))
                        .toList();
            }
        }
        return List.copyOf(verdicts.values());
    }

    private List<Verdict> decideRound(ImportRun run, List<Row> rows, RowNumbers rowNumbers) {
        var commands = new RowCommands<C, CustomersEvent>();
        collect(run, visibilities.of(run.caller(), run.startedAt()), rows, rowNumbers, commands);
        List<Verdict> verdicts =
                commands.decide(store, decider, run, (decision, _) -> rowNumbers.settle(numbersGiven(decision)));
        return verdicts.stream()
                .map(verdict -> inColumns(created(verdict, run)))
                .toList();
    }

    private List<String> numbersGiven(Decision<?, CustomersEvent> decision) {
        return decision.events().stream()
                .map(this::numberChange)
                .filter(Objects::nonNull)
                .map(NumberChange::given)
                .filter(Objects::nonNull)
                .toList();
    }

    private Verdict inColumns(Verdict verdict) {
        return verdict.field() == null
                ? verdict
                : Verdict.refused(verdict.row(), verdict.code(), column(verdict.field()), verdict.message());
    }

    /** Nobody else makes the ids of this run, so what exists was made in another round before a crash. */
    private Verdict created(Verdict verdict, ImportRun run) {
        return existsCode().equals(verdict.code())
                ? Verdict.created(verdict.row(), run.idFor(verdict.row()).toString())
                : verdict;
    }

    @Override
    public final List<Verdict> undo(UndoRun run, List<Verdict> made) {
        List<UUID> ids =
                made.stream().map(verdict -> UUID.fromString(verdict.id())).toList();
        Set<UUID> hidden = hidden(visibilities.of(run.caller(), run.startedAt()), ids);
        var undo = new Undo<UUID, C, S, CustomersEvent>(
                decider, run.commandIds(), this::subject, this::eventsOf, change -> {
                    if (hidden.contains(change.resource())) {
                        throw unknown(change.resource());
                    }
                    return revert(change, run);
                });
        return run.undo(store, undo, made, ids);
    }
}

package incharge.customer;

import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.EventStore;
import incharge.imports.ImportRun;
import incharge.imports.RowCommands;
import incharge.imports.Verdict;
import incharge.imports.Verdict.Outcome;
import incharge.tabular.Row;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The numbers of the rows of one commit. Those that rows name are taken before any is proposed to the other rows. At the
 * end what no row came to hold is free again, but not what was refused as taken: somebody else holds that.
 */
final class RowNumbers implements AutoCloseable {

    /** How often rows are decided again whose proposed number somebody else was faster to take. */
    private static final int ROUNDS = 5;

    /** Proposals that are looked up at once; other replicas may have made many numbers that are not known here. */
    private static final int FEWEST = 50;

    private static final int MOST = 1_000;

    /** Decides rows as one commit of the run and tells the numbers what came of it. */
    interface Round {
        List<Verdict> decide(ImportRun run, List<Row> rows, RowNumbers numbers);
    }

    private final FreeNumbers numbers;
    private final Function<Collection<String>, Set<String>> held;
    private final int atOnce;
    private final Map<Integer, String> named = new HashMap<>();
    private final Map<Integer, String> proposed = new HashMap<>();
    private final Map<Integer, Deque<String>> lookedUp = new HashMap<>();
    private final Set<String> reserved = new HashSet<>();

    private RowNumbers(
            FreeNumbers numbers, List<Row> rows, Function<Collection<String>, Set<String>> held, int atOnce) {
        this.numbers = numbers;
        this.held = held;
        this.atOnce = atOnce;
        for (Row row : rows) {
            if (row.has("number")) {
                named.put(row.number(), row.get("number"));
                if (numbers.take(row.get("number"))) {
                    reserved.add(row.get("number"));
                }
            }
        }
    }

    /**
     * Decides the rows, and some again in commits of their own. A dry run takes its numbers from a copy.
     *
     * @param held which of some numbers somebody holds
     * @return one verdict for each row, in their order
     */
    static List<Verdict> decide(
            ImportRun run,
            List<Row> rows,
            FreeNumbers shared,
            Function<Collection<String>, Set<String>> held,
            Round round) {
        FreeNumbers numbers = run.dryRun() ? run.kept(shared, shared::copy) : shared;
        Map<Integer, Verdict> verdicts = new TreeMap<>();
        List<Row> open = rows;
        for (int again = 0; again <= ROUNDS && !open.isEmpty(); again++) {
            // a number that no chunk has: these rows are a commit of their own
            ImportRun at = again == 0 ? run : run.at(-(run.chunk() * ROUNDS + again));
            try (RowNumbers ofRows = again == 0
                    ? new RowNumbers(numbers, open, _ -> Set.of(), 1)
                    : new RowNumbers(numbers, open, held, FEWEST)) {
                round.decide(at, open, ofRows).forEach(verdict -> verdicts.put(verdict.row(), verdict));
                open = open.stream()
                        .filter(row -> ofRows.wasTaken(verdicts.get(row.number())))
                        .toList();
            }
        }
        return List.copyOf(verdicts.values());
    }

    private boolean wasTaken(Verdict verdict) {
        return proposed.containsKey(verdict.row()) && numbers.isTaken(verdict.code());
    }

    /** The next free number from {@code start} on, for a row that names none. */
    String propose(Row row, int start) {
        Deque<String> free = free(start);
        proposed.put(row.number(), free.element());
        return free.remove();
    }

    private Deque<String> free(int start) {
        Deque<String> free = lookedUp.computeIfAbsent(start, _ -> new ArrayDeque<>());
        for (int many = atOnce; free.isEmpty(); many = Math.min(2 * many, MOST)) {
            List<String> candidates =
                    Stream.generate(() -> numbers.propose(start)).limit(many).toList();
            Set<String> others = held.apply(candidates);
            candidates.stream().filter(number -> !others.contains(number)).forEach(free::add);
            reserved.addAll(free);
        }
        return free;
    }

    /**
     * Decides what the rows ask for as one commit and settles the numbers by it.
     *
     * @param given the number that an event gives; empty for one that gives none
     * @param exists code of the refusal of an id that is made already: in another round before a crash, since nobody else
     *     makes the ids of this run
     */
    <C> List<Verdict> decide(
            RowCommands<C, CustomersEvent> commands,
            EventStore<CustomersEvent> store,
            Decider<C, ?, CustomersEvent> decider,
            ImportRun run,
            Function<CustomersEvent, Optional<String>> given,
            String exists) {
        List<Verdict> verdicts = commands.decide(
                store,
                decider,
                run,
                (decided, each) -> settle(
                        each,
                        decided.events().stream()
                                .map(given)
                                .flatMap(Optional::stream)
                                .toList(),
                        decided.replayed()));
        return verdicts.stream()
                .map(verdict -> exists.equals(verdict.code())
                        ? Verdict.created(
                                verdict.row(), run.idFor(verdict.row()).toString())
                        : verdict)
                .toList();
    }

    /**
     * Hears what came of the rows.
     *
     * @param made the numbers that were given by it
     * @param replayed whether an earlier commit answered: its proposals were others
     */
    private void settle(List<Verdict> verdicts, Collection<String> made, boolean replayed) {
        Set<String> kept = new HashSet<>(made);
        for (Verdict verdict : verdicts) {
            boolean taken = numbers.isTaken(verdict.code());
            if (named.containsKey(verdict.row()) && (taken || verdict.outcome() != Outcome.REFUSED)) {
                kept.add(named.get(verdict.row()));
            }
            if (taken && !replayed && proposed.containsKey(verdict.row())) {
                kept.add(proposed.get(verdict.row()));
            }
        }
        kept.forEach(numbers::take);
        reserved.removeAll(kept);
    }

    /** Nothing was settled where deciding failed; then all is free again. */
    @Override
    public void close() {
        reserved.forEach(numbers::giveBack);
    }
}

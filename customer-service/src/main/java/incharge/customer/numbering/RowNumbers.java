package incharge.customer.numbering;

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
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The numbers of the rows of one commit. Numbers that rows name are taken before any is proposed to other rows. When
 * this is closed, the numbers that no row got are free again, except those that another holder was found to have.
 */
public final class RowNumbers implements AutoCloseable {

    /**
     * The least proposals that are looked up at once; other replicas may have given numbers that this one has not read.
     */
    private static final int FEWEST = 50;

    private static final int MOST = 1_000;

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

    /** Proposes numbers without a look at the log. */
    static RowNumbers of(FreeNumbers numbers, List<Row> rows) {
        return new RowNumbers(numbers, rows, _ -> Set.of(), 1);
    }

    /** Proposes only numbers that nobody holds; {@code held} selects those that are held. */
    static RowNumbers lookingUp(FreeNumbers numbers, List<Row> rows, Function<Collection<String>, Set<String>> held) {
        return new RowNumbers(numbers, rows, held, FEWEST);
    }

    /** Returns whether the number that was proposed to the row turned out to be taken. */
    boolean isProposalTaken(Verdict verdict) {
        return proposed.containsKey(verdict.row()) && numbers.isTaken(verdict.code());
    }

    /** Returns the next free number from {@code start} on for a row that names none. */
    public String propose(Row row, int start) {
        Deque<String> free = free(start);
        proposed.put(row.number(), free.element());
        return free.remove();
    }

    private Deque<String> free(int start) {
        Deque<String> free = lookedUp.computeIfAbsent(start, _ -> new ArrayDeque<>());
        for (int count = atOnce; free.isEmpty(); count = Math.min(2 * count, MOST)) {
            List<String> candidates =
                    Stream.generate(() -> numbers.propose(start)).limit(count).toList();
            Set<String> others = held.apply(candidates);
            candidates.stream().filter(number -> !others.contains(number)).forEach(free::add);
            reserved.addAll(free);
        }
        return free;
    }

    /**
     * Keeps the numbers that the rows got.
     *
     * @param given the numbers that the decision gave
     * @param replayed whether an earlier commit answered, which had other proposals
     */
    void settle(List<Verdict> verdicts, Collection<String> given, boolean replayed) {
        var kept = new HashSet<String>(given);
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

    /** Frees all numbers if the decision failed, since nothing was settled then. */
    @Override
    public void close() {
        reserved.forEach(numbers::giveBack);
    }
}

package incharge.customer.numbering;

import incharge.imports.Verdict;
import incharge.tabular.Row;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The numbers of the rows of one commit. Numbers that rows name are reserved before any is proposed to other rows. When
 * this is closed, the numbers that no row got are free again.
 */
public final class RowNumbers implements AutoCloseable {

    private final FreeNumbers numbers;
    private final Set<Integer> proposed = new HashSet<>();
    private final Set<String> reserved = new HashSet<>();

    RowNumbers(FreeNumbers numbers, List<Row> rows) {
        this.numbers = numbers;
        for (Row row : rows) {
            if (row.has("number") && numbers.reserve(row.get("number"))) {
                reserved.add(row.get("number"));
            }
        }
    }

    /** Returns whether the number that was proposed to the row turned out to be taken. */
    boolean isProposalTaken(Verdict verdict) {
        return proposed.contains(verdict.row()) && numbers.isTaken(verdict.code());
    }

    /** Claims the next free number from {@code start} on for a row that names none. */
    public NumberClaim propose(Row row, int start) {
        String number = numbers.propose(start);
        reserved.add(number);
        proposed.add(row.number());
        return NumberClaim.proposed(number);
    }

    /** Keeps the numbers that the rows got. */
    void settle(Collection<String> given) {
        given.forEach(numbers::take);
    }

    /** Ends all reservations; numbers that were settled stay taken. */
    @Override
    public void close() {
        numbers.giveBack(reserved);
    }
}

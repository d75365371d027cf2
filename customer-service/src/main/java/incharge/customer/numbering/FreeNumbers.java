package incharge.customer.numbering;

import incharge.customer.event.CustomersEvent;
import incharge.customer.numbering.NumberHolders.NumberChange;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.Refused;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;

/**
 * Proposes the next free number of a series. It is only a proposal: the append decides whether a number is free, so a
 * replica that has not read the numbers of another one merely proposes once more.
 */
public final class FreeNumbers {

    /** Longer numerals are never proposed, so they need not be remembered. */
    private static final int DIGITS = 9;

    private final NumberProjection stored;
    private final Function<CustomersEvent, NumberChange> changes;
    private final String takenCode;
    private RoaringBitmap taken;

    /**
     * Reads the numbers that the log gave once, before the first proposal.
     *
     * @param stored what the log gave
     * @param changes reads what an event does to numbers
     * @param takenCode the code of the refusal of a number that is taken
     */
    public static FreeNumbers of(
            NumberProjection stored, Function<CustomersEvent, NumberChange> changes, String takenCode) {
        return new FreeNumbers(stored, changes, takenCode);
    }

    private FreeNumbers(NumberProjection stored, Function<CustomersEvent, NumberChange> changes, String takenCode) {
        this.stored = stored;
        this.changes = changes;
        this.takenCode = takenCode;
    }

    /**
     * Decides with a number, and keeps the number that the first event gives.
     *
     * @param wanted null for the next free number
     * @param start the smallest number to propose
     */
    public <S> Decision<S, CustomersEvent> decide(
            String wanted, int start, Function<String, Decision<S, CustomersEvent>> deciding) {
        Function<String, Decision<S, CustomersEvent>> keeping = number -> {
            Decision<S, CustomersEvent> decision = deciding.apply(number);
            if (decision.replayed()) {
                giveBack(number);
            }
            take(changes.apply(decision.events().getFirst()).given());
            stored.reached(decision.position());
            return decision;
        };
        return wanted == null ? firstFree(start, keeping) : keeping.apply(wanted);
    }

    /** Proposes numbers from {@code start} on until one is not refused as taken. */
    private <T> T firstFree(int start, Function<String, T> claim) {
        while (true) {
            String number = propose(start);
            try {
                return claim.apply(number);
            } catch (Refused refused) {
                if (!isTaken(refused.code())) {
                    giveBack(number);
                    throw refused;
                }
            }
        }
    }

    /** Returns whether this is the code of the refusal of a number that is taken; {@code code} may be null. */
    boolean isTaken(String code) {
        return takenCode.equals(code);
    }

    /** Copies the numbers for a rehearsal: those that are taken in the copy stay free here. */
    synchronized FreeNumbers copy() {
        var copy = new FreeNumbers(stored, changes, takenCode);
        copy.taken = taken().clone();
        return copy;
    }

    /** Returns the smallest number from {@code start} on that is neither taken nor proposed already. */
    public synchronized String propose(int start) {
        int number = Math.toIntExact(taken().nextAbsentValue(start));
        taken.add(number);
        return Integer.toString(number);
    }

    /** Returns whether the number was free and could have been proposed. */
    public synchronized boolean take(String number) {
        return isNumeral(number) && taken().checkedAdd(Integer.parseInt(number));
    }

    /** Frees a proposal that no decision used, or a number that its holder gave up. */
    public synchronized void giveBack(String number) {
        if (isNumeral(number)) {
            taken().remove(Integer.parseInt(number));
        }
    }

    /** Takes the number that a holder got and frees the one that it had. */
    public synchronized void renumber(String previous, String number) {
        take(number);
        giveBack(previous);
    }

    private RoaringBitmap taken() {
        if (taken == null) {
            taken = stored.read();
        }
        return taken;
    }

    /** Records the position of a decision that gave numbers to rows. */
    void reached(long position) {
        stored.reached(position);
    }

    static boolean isNumeral(String number) {
        return number.length() <= DIGITS
                && number.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                && (number.length() == 1 || number.charAt(0) != '0')
                && !number.isEmpty();
    }
}

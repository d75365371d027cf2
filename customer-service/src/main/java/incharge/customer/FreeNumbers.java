package incharge.customer;

import incharge.eventstore.decider.Refused;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/**
 * Proposes the next free number of a series. It is only a proposal: whether a number is free is decided in the append,
 * so a replica that does not know of another's numbers merely proposes once more.
 */
final class FreeNumbers {

    /** Longer numerals are never proposed, so they need not be remembered. */
    private static final int DIGITS = 9;

    private final Supplier<Stream<String>> stored;
    private final String takenCode;
    private RoaringBitmap taken;

    /**
     * @param stored all numbers that the log gave so far; read once, before the first proposal
     * @param takenCode the code of the refusal that says that a number is taken
     */
    FreeNumbers(Supplier<Stream<String>> stored, String takenCode) {
        this.stored = stored;
        this.takenCode = takenCode;
    }

    /** Proposes numbers from {@code start} on until one is not refused as taken. */
    <T> T firstFree(int start, Function<String, T> claim) {
        while (true) {
            String number = propose(start);
            try {
                return claim.apply(number);
            } catch (Refused refused) {
                if (!isTaken(refused)) {
                    giveBack(number);
                    throw refused;
                }
            }
        }
    }

    boolean isTaken(Refused refused) {
        return isTaken(refused.code());
    }

    /** Whether a refusal with this code says that a number is taken; {@code code} may be null. */
    boolean isTaken(String code) {
        return takenCode.equals(code);
    }

    /** The same numbers for somebody who only rehearses: what is taken there stays free here. */
    synchronized FreeNumbers copy() {
        FreeNumbers copy = new FreeNumbers(stored, takenCode);
        copy.taken = taken().clone();
        return copy;
    }

    /** The smallest number from {@code start} on that is neither taken nor proposed already. */
    synchronized String propose(int start) {
        int number = Math.toIntExact(taken().nextAbsentValue(start));
        taken.add(number);
        return Integer.toString(number);
    }

    /** Whether it was free, and could be proposed at all. */
    synchronized boolean take(String number) {
        return isNumeral(number) && taken().checkedAdd(Integer.parseInt(number));
    }

    /** A proposal that came to nothing, or a number that its holder gave up. */
    synchronized void giveBack(String number) {
        if (isNumeral(number)) {
            taken().remove(Integer.parseInt(number));
        }
    }

    private RoaringBitmap taken() {
        if (taken == null) {
            RoaringBitmap found = new RoaringBitmap();
            try (Stream<String> numbers = stored.get()) {
                numbers.filter(FreeNumbers::isNumeral)
                        .mapToInt(Integer::parseInt)
                        .forEach(found::add);
            }
            taken = found;
        }
        return taken;
    }

    private static boolean isNumeral(String number) {
        return number.length() <= DIGITS
                && number.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                && (number.length() == 1 || number.charAt(0) != '0')
                && !number.isEmpty();
    }
}

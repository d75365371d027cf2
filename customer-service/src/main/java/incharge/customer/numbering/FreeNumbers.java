package incharge.customer.numbering;

import incharge.customer.event.CustomersEvent;
import incharge.customer.event.Keys;
import incharge.customer.numbering.NumberHolders.NumberChange;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.Refused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proposes the next free number of a series: the smallest from its start on that no thing has or had. It is only a
 * proposal: the append decides whether a number is free, so a replica that has not read the numbers of another one
 * merely proposes once more. A proposal is reserved until its decision is made, so that concurrent ones differ.
 */
public final class FreeNumbers {

    private static final Logger LOG = LoggerFactory.getLogger(FreeNumbers.class);

    private final NumberProjection stored;
    private final Function<CustomersEvent, NumberChange> changes;
    private final String takenCode;
    private final RoaringBitmap reserved;
    private UsedNumbers used;

    /**
     * @param stored what the log gave
     * @param changes reads what an event does to numbers
     * @param takenCode the code of the refusal of a number that is taken
     */
    public FreeNumbers(NumberProjection stored, Function<CustomersEvent, NumberChange> changes, String takenCode) {
        this(stored, changes, takenCode, new RoaringBitmap());
    }

    private FreeNumbers(
            NumberProjection stored,
            Function<CustomersEvent, NumberChange> changes,
            String takenCode,
            RoaringBitmap reserved) {
        this.stored = stored;
        this.changes = changes;
        this.takenCode = takenCode;
        this.reserved = reserved;
    }

    /** Begins to read the log in the background, so that the first proposal finds its numbers read. */
    public FreeNumbers start() {
        stored.whenBehind(this::readAhead);
        Thread.ofVirtual().name("numbers-read").start(this::readAhead);
        return this;
    }

    private synchronized void readAhead() {
        try {
            stored.keep(used());
        } catch (RuntimeException e) {
            // the first proposal reads them, or fails like its request
            LOG.info("used numbers are read later: {}", e.toString());
        }
    }

    /**
     * Decides with a number, and keeps the number that the first event gives.
     *
     * @param typed null for the next free number
     * @param start the smallest number to propose
     */
    public <S> Decision<S, CustomersEvent> decide(
            String typed, int start, Function<NumberClaim, Decision<S, CustomersEvent>> deciding) {
        return typed == null ? firstFree(start, deciding) : kept(deciding.apply(NumberClaim.typed(typed)));
    }

    /** Proposes numbers from {@code start} on until one is not refused as taken. */
    private <S> Decision<S, CustomersEvent> firstFree(
            int start, Function<NumberClaim, Decision<S, CustomersEvent>> deciding) {
        List<String> proposed = new ArrayList<>();
        try {
            while (true) {
                proposed.add(propose(start));
                try {
                    return kept(deciding.apply(NumberClaim.proposed(proposed.getLast())));
                } catch (Refused refused) {
                    if (!isTaken(refused.code())) {
                        throw refused;
                    }
                    readAll();
                }
            }
        } finally {
            giveBack(proposed);
        }
    }

    private <S> Decision<S, CustomersEvent> kept(Decision<S, CustomersEvent> decision) {
        take(changes.apply(decision.events().getFirst()).given());
        return decision;
    }

    /** Returns whether this is the code of the refusal of a number that is taken; {@code code} may be null. */
    boolean isTaken(String code) {
        return takenCode.equals(code);
    }

    /** Copies the numbers for a rehearsal: those that are taken in the copy stay free here. */
    synchronized FreeNumbers copy() {
        var copy = new FreeNumbers(stored, changes, takenCode, reserved.clone());
        copy.used = used().copy();
        return copy;
    }

    /** Reserves the smallest number from {@code start} on that is neither used nor reserved. */
    public synchronized String propose(int start) {
        long number = used().nextFree(start, reserved);
        reserved.add((int) number);
        return Long.toString(number);
    }

    /** Returns the number that a proposal would be now, with what other processes have appended. Reserves nothing. */
    public String next(int start) {
        // a query, so it is made before the lock that registrations wait for
        long end = stored.end();
        synchronized (this) {
            if (used().position() < end) {
                readAll();
            }
            return Long.toString(used.nextFree(start, reserved));
        }
    }

    /** Returns whether the number was free and is reserved now, so that it is not proposed. */
    public synchronized boolean reserve(String number) {
        String key = Keys.of(number);
        return UsedNumbers.isNumeral(key)
                && !used().contains(Integer.parseUnsignedInt(key))
                && reserved.checkedAdd(Integer.parseUnsignedInt(key));
    }

    /** Ends the reservation of numbers, which are free again unless they were taken. */
    public synchronized void giveBack(Collection<String> numbers) {
        for (String number : numbers) {
            reserved.remove(Integer.parseUnsignedInt(Keys.of(number)));
        }
    }

    /** Counts a number as used before the log is read that far. */
    public synchronized void take(String number) {
        String key = Keys.of(number);
        if (UsedNumbers.isNumeral(key)) {
            used().give(Integer.parseUnsignedInt(key));
        }
    }

    /** Reads what other processes have appended. */
    synchronized void readAll() {
        stored.readAll(used());
    }

    /** Returns the numbers up to the end of the log that this process has seen. */
    private synchronized UsedNumbers used() {
        UsedNumbers numbers = used == null ? stored.kept() : used;
        stored.readOn(numbers);
        used = numbers;
        return numbers;
    }
}

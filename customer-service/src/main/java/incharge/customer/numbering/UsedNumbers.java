package incharge.customer.numbering;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.roaringbitmap.RoaringBitmap;

/**
 * The numerals that things of a kind have or had, up to a position of the log. A number that an undo gave back is not
 * among them. Not thread-safe.
 */
final class UsedNumbers {

    /** Numerals are unsigned integers of 32 bits; longer ones are never proposed, so they need not be kept. */
    private static final long MOST = (1L << 32) - 1;

    private static final int MOST_DIGITS = 10;

    private final RoaringBitmap used;

    /** Numbers that a thing had before it got another one. They stay used even if another thing gives them back. */
    private final RoaringBitmap left;

    private long position;

    UsedNumbers() {
        this(new RoaringBitmap(), new RoaringBitmap(), 0);
    }

    private UsedNumbers(RoaringBitmap used, RoaringBitmap left, long position) {
        this.used = used;
        this.left = left;
        this.position = position;
    }

    /** Reads what {@link #bytes} returned. */
    static UsedNumbers of(byte[] bytes, long position) {
        var numbers = new UsedNumbers(new RoaringBitmap(), new RoaringBitmap(), position);
        try (var data = new DataInputStream(new ByteArrayInputStream(bytes))) {
            numbers.used.deserialize(data);
            numbers.left.deserialize(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return numbers;
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        used.runOptimize();
        left.runOptimize();
        try (var data = new DataOutputStream(bytes)) {
            used.serialize(data);
            left.serialize(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    UsedNumbers copy() {
        return new UsedNumbers(used.clone(), left.clone(), position);
    }

    /** Returns the position up to which the log is read. */
    long position() {
        return position;
    }

    void reached(long newPosition) {
        position = newPosition;
    }

    void give(int number) {
        used.add(number);
    }

    void giveBack(int number) {
        if (!left.contains(number)) {
            used.remove(number);
        }
    }

    void leave(int number) {
        used.add(number);
        left.add(number);
    }

    boolean contains(int number) {
        return used.contains(number);
    }

    /** Returns the smallest number from {@code start} on that is neither used nor reserved. */
    long nextFree(int start, RoaringBitmap reserved) {
        long free = used.nextAbsentValue(start);
        long next = reserved.nextAbsentValue((int) free);
        while (next != free) {
            free = used.nextAbsentValue((int) next);
            next = reserved.nextAbsentValue((int) free);
        }
        return free;
    }

    /** Returns the numbers that are used, in their order. */
    long[] toArray() {
        return used.stream().mapToLong(Integer::toUnsignedLong).toArray();
    }

    /** Returns whether a text is a number that could be proposed. */
    static boolean isNumeral(String text) {
        return !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && text.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                && (text.length() == 1 || text.charAt(0) != '0')
                && Long.parseLong(text) <= MOST;
    }
}

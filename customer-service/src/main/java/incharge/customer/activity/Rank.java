package incharge.customer.activity;

import java.util.UUID;

/**
 * Ranks are texts whose order is that of activities in a column. There is a rank between any two different ones, so an
 * activity moves without a change of the others. The first digits count milliseconds: what is added later comes later,
 * without a look at what is there.
 */
final class Rank {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int BASE = DIGITS.length();

    /** The digits that count. They are enough for 6,900 years. */
    private static final int WHOLE = 8;

    /** The digits that distinguish what is added in the same millisecond. */
    private static final int PART = 4;

    private static final int PARTS = BASE * BASE * BASE * (BASE - 1);

    private Rank() {}

    /** Returns the rank that belongs to a time-ordered id: above those of all ids of earlier milliseconds. */
    static String of(UUID id) {
        long millis = id.getMostSignificantBits() >>> 16;
        long part = Math.floorMod(id.getLeastSignificantBits(), (long) PARTS);
        // no rank ends in a zero: there would be none between it and the same without the zero
        long digits = part / (BASE - 1) * BASE + 1 + part % (BASE - 1);
        return text(millis, WHOLE) + text(digits, PART);
    }

    /**
     * Returns a rank behind one and before another. Two that are the same leave no room: then it is directly behind
     * both.
     *
     * @param after null for the beginning
     * @param before null for the end
     */
    static String between(String after, String before) {
        if (after == null && before == null) {
            throw new IllegalArgumentException("there is no neighbour");
        }
        if (before == null) {
            return next(after);
        }
        if (after == null) {
            return previous(before);
        }
        return after.equals(before) ? after + DIGITS.charAt(BASE / 2) : middle(after, before);
    }

    /** Counts on, so that a thousand ranks one behind the other are no longer than the first. */
    private static String next(String rank) {
        long whole = whole(rank);
        return whole + 1 < limit() ? text(whole + 1, WHOLE) + DIGITS.charAt(1) : middle(rank, null);
    }

    private static String previous(String rank) {
        long whole = whole(rank);
        return whole > 0 ? text(whole - 1, WHOLE) + DIGITS.charAt(1) : middle("", rank);
    }

    private static long whole(String rank) {
        long value = 0;
        for (int i = 0; i < WHOLE; i++) {
            value = value * BASE + digit(rank, i);
        }
        return value;
    }

    private static long limit() {
        return (long) Math.pow(BASE, WHOLE);
    }

    /**
     * Returns a short text between two that do not end in a zero, and does not end in one either.
     *
     * @param before null for no bound
     */
    private static String middle(String after, String before) {
        var text = new StringBuilder();
        boolean bound = before != null;
        for (int i = 0; ; i++) {
            int low = digit(after, i);
            int high = bound ? digit(before, i) : BASE;
            if (high - low > 1) {
                return text.append(DIGITS.charAt((low + high) / 2)).toString();
            }
            if (high - low == 1 && bound && before.length() > i + 1) {
                return text.append(DIGITS.charAt(high)).toString();
            }
            // as long as the digits are the same, the bound goes on
            bound = bound && high == low;
            text.append(DIGITS.charAt(low));
        }
    }

    /** A text goes on with zeros. */
    private static int digit(String text, int index) {
        return index < text.length() ? DIGITS.indexOf(text.charAt(index)) : 0;
    }

    private static String text(long value, int length) {
        var text = new char[length];
        long rest = value;
        for (int i = length - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (rest % BASE));
            rest /= BASE;
        }
        return new String(text);
    }
}

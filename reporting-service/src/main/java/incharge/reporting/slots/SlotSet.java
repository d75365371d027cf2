package incharge.reporting.slots;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * An immutable set of slots: a bitmap in chunks of {@value #WIDTH} slots. A chunk with few slots lists them. The next
 * set copies the chunks that change and shares the others.
 */
public final class SlotSet {

    public static final SlotSet EMPTY = new SlotSet(new Object[0], 0);

    private static final int BITS = 12;
    private static final int WIDTH = 1 << BITS;
    private static final int MASK = WIDTH - 1;
    private static final int WORDS = WIDTH / Long.SIZE;
    /** A chunk that lists its slots is smaller than a bitmap up to that many. */
    private static final int MOST_LISTED = WORDS * Long.BYTES / Character.BYTES / 2;

    /** Each is null, a {@code char[]} of offsets in order, or a {@code long[]} bitmap. */
    private final Object[] chunks;

    private final int size;

    private SlotSet(Object[] chunks, int size) {
        this.chunks = chunks;
        this.size = size;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public boolean contains(int slot) {
        int chunk = slot >>> BITS;
        return chunk < chunks.length && has(chunks[chunk], slot & MASK);
    }

    private static boolean has(Object chunk, int offset) {
        return switch (chunk) {
            case null -> false;
            case long[] bits -> (bits[offset >>> 6] & 1L << offset) != 0;
            case char[] listed -> Arrays.binarySearch(listed, (char) offset) >= 0;
            default -> throw new IllegalStateException();
        };
    }

    /** Names all slots in ascending order. */
    public void forEach(IntConsumer slot) {
        for (int chunk = 0; chunk < chunks.length; chunk++) {
            int first = chunk << BITS;
            switch (chunks[chunk]) {
                case null -> {}
                case char[] listed -> {
                    for (char offset : listed) {
                        slot.accept(first + offset);
                    }
                }
                case long[] bits -> {
                    for (int word = 0; word < WORDS; word++) {
                        for (long rest = bits[word]; rest != 0; rest &= rest - 1) {
                            slot.accept(first + (word << 6) + Long.numberOfTrailingZeros(rest));
                        }
                    }
                }
                default -> throw new IllegalStateException();
            }
        }
    }

    /** Returns the slots that are in both. */
    public SlotSet and(SlotSet other) {
        if (this == other || isEmpty()) {
            return this;
        }
        return combined(other, Math.min(chunks.length, other.chunks.length), SlotSet::both);
    }

    /** Returns the slots of this set that are not in the other one. */
    public SlotSet andNot(SlotSet other) {
        return isEmpty() || other.isEmpty() ? this : combined(other, chunks.length, SlotSet::onlyFirst);
    }

    /** Returns the slots that are in one of them at least. */
    public SlotSet or(SlotSet other) {
        if (this == other || other.isEmpty()) {
            return this;
        }
        return isEmpty() ? other : combined(other, Math.max(chunks.length, other.chunks.length), SlotSet::either);
    }

    /** Returns the number of slots that are in both. */
    public int countAnd(SlotSet other) {
        int count = 0;
        for (int chunk = 0; chunk < Math.min(chunks.length, other.chunks.length); chunk++) {
            count += countBoth(chunks[chunk], other.chunks[chunk]);
        }
        return count;
    }

    /** Returns the slots for which the condition holds. */
    public SlotSet where(IntPredicate condition) {
        var kept = new Editor(EMPTY);
        forEach(slot -> {
            if (condition.test(slot)) {
                kept.add(slot);
            }
        });
        return kept.done();
    }

    private interface Combination {
        Object of(Object one, Object other);
    }

    private SlotSet combined(SlotSet other, int length, Combination combination) {
        var combined = new Object[length];
        int filled = 0;
        int count = 0;
        for (int chunk = 0; chunk < length; chunk++) {
            Object made = combination.of(chunkOf(this, chunk), chunkOf(other, chunk));
            if (made != null) {
                combined[chunk] = made;
                count += count(made);
                filled = chunk + 1;
            }
        }
        return count == 0 ? EMPTY : new SlotSet(filled == length ? combined : Arrays.copyOf(combined, filled), count);
    }

    private static Object chunkOf(SlotSet set, int chunk) {
        return chunk < set.chunks.length ? set.chunks[chunk] : null;
    }

    private static int count(Object chunk) {
        return switch (chunk) {
            case null -> 0;
            case char[] listed -> listed.length;
            case long[] bits -> count(bits);
            default -> throw new IllegalStateException();
        };
    }

    private static int count(long[] bits) {
        int count = 0;
        for (long word : bits) {
            count += Long.bitCount(word);
        }
        return count;
    }

    private static int countBoth(Object one, Object other) {
        if (one == null || other == null) {
            return 0;
        }
        if (one instanceof long[] bits && other instanceof long[] others) {
            int count = 0;
            for (int word = 0; word < WORDS; word++) {
                count += Long.bitCount(bits[word] & others[word]);
            }
            return count;
        }
        return count(both(one, other));
    }

    private static Object both(Object one, Object other) {
        if (one == null || other == null) {
            return null;
        }
        if (one instanceof char[] listed) {
            return filtered(listed, other, true);
        }
        if (other instanceof char[] listed) {
            return filtered(listed, one, true);
        }
        var bits = ((long[]) one).clone();
        var others = (long[]) other;
        for (int word = 0; word < WORDS; word++) {
            bits[word] &= others[word];
        }
        return compact(bits);
    }

    private static Object onlyFirst(Object one, Object other) {
        if (one == null || other == null) {
            return one;
        }
        if (one instanceof char[] listed) {
            return filtered(listed, other, false);
        }
        var bits = ((long[]) one).clone();
        if (other instanceof char[] listed) {
            for (char offset : listed) {
                bits[offset >>> 6] &= ~(1L << offset);
            }
        } else {
            var others = (long[]) other;
            for (int word = 0; word < WORDS; word++) {
                bits[word] &= ~others[word];
            }
        }
        return compact(bits);
    }

    private static Object either(Object one, Object other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        long[] bits = bits(one);
        if (other instanceof char[] listed) {
            for (char offset : listed) {
                bits[offset >>> 6] |= 1L << offset;
            }
        } else {
            var others = (long[]) other;
            for (int word = 0; word < WORDS; word++) {
                bits[word] |= others[word];
            }
        }
        return compact(bits);
    }

    /** Returns the listed offsets that the chunk has, or has not. */
    private static char[] filtered(char[] listed, Object chunk, boolean has) {
        var kept = new char[listed.length];
        int count = 0;
        for (char offset : listed) {
            if (has(chunk, offset) == has) {
                kept[count++] = offset;
            }
        }
        return count == 0 ? null : count == listed.length ? listed : Arrays.copyOf(kept, count);
    }

    /** Returns a new bitmap. */
    private static long[] bits(Object chunk) {
        if (chunk instanceof long[] bits) {
            return bits.clone();
        }
        var bits = new long[WORDS];
        for (char offset : (char[]) chunk) {
            bits[offset >>> 6] |= 1L << offset;
        }
        return bits;
    }

    /** Returns the smallest form of a bitmap. */
    private static Object compact(long[] bits) {
        int count = count(bits);
        if (count == 0 || count > MOST_LISTED) {
            return count == 0 ? null : bits;
        }
        var listed = new char[count];
        int filled = 0;
        for (int word = 0; word < WORDS; word++) {
            for (long rest = bits[word]; rest != 0; rest &= rest - 1) {
                listed[filled++] = (char) ((word << 6) + Long.numberOfTrailingZeros(rest));
            }
        }
        return listed;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof SlotSet set && size == set.size && Arrays.deepEquals(chunks, set.chunks));
    }

    /** Depends on the size alone: few sets are keys, and a hash of all chunks costs more than it saves. */
    @Override
    public int hashCode() {
        return size;
    }

    public Editor edit() {
        return new Editor(this);
    }

    /** Makes the next set; used by one thread and once. */
    public static final class Editor {
        private final SlotSet before;
        /** The chunks that this editor changes, by their positions; null at the others. */
        private Draft[] drafts;

        private Editor(SlotSet before) {
            this.before = before;
            this.drafts = new Draft[before.chunks.length];
        }

        public void add(int slot) {
            draft(slot >>> BITS).add(slot & MASK);
        }

        public void remove(int slot) {
            draft(slot >>> BITS).remove(slot & MASK);
        }

        private Draft draft(int chunk) {
            if (chunk >= drafts.length) {
                drafts = Arrays.copyOf(drafts, Math.max(chunk + 1, drafts.length + (drafts.length >> 1)));
            }
            Draft draft = drafts[chunk];
            if (draft == null) {
                draft = new Draft(chunkOf(before, chunk));
                drafts[chunk] = draft;
            }
            return draft;
        }

        public SlotSet done() {
            Object[] chunks = before.chunks.clone();
            int size = before.size;
            int length = chunks.length;
            for (int chunk = 0; chunk < drafts.length; chunk++) {
                Draft draft = drafts[chunk];
                if (draft != null) {
                    if (chunk >= chunks.length) {
                        chunks = Arrays.copyOf(chunks, drafts.length);
                    }
                    size += draft.count - count(chunks[chunk]);
                    chunks[chunk] = draft.chunk();
                    length = Math.max(length, chunk + 1);
                }
            }
            while (length > 0 && (length > chunks.length || chunks[length - 1] == null)) {
                length--;
            }
            return size == 0 ? EMPTY : new SlotSet(Arrays.copyOf(chunks, length), size);
        }
    }

    /** A chunk while it changes: a list of offsets with room at its end, or a bitmap. */
    private static final class Draft {
        private char[] listed;
        private long[] bits;
        private int count;

        Draft(Object chunk) {
            count = SlotSet.count(chunk);
            switch (chunk) {
                case null -> listed = new char[4];
                case char[] offsets -> listed = Arrays.copyOf(offsets, offsets.length + 4);
                default -> bits = ((long[]) chunk).clone();
            }
        }

        void add(int offset) {
            if (bits == null && !insert((char) offset)) {
                return;
            }
            if (bits != null && (bits[offset >>> 6] & 1L << offset) == 0) {
                bits[offset >>> 6] |= 1L << offset;
                count++;
            }
        }

        /** Returns whether the list is full and became a bitmap, which has the offset not yet. */
        private boolean insert(char offset) {
            int last = count == 0 ? -1 : listed[count - 1];
            if (last == offset) {
                return false;
            }
            int at = last < offset ? -count - 1 : Arrays.binarySearch(listed, 0, count, offset);
            if (at >= 0) {
                return false;
            }
            if (count == MOST_LISTED) {
                bits = SlotSet.bits(Arrays.copyOf(listed, count));
                listed = null;
                return true;
            }
            if (count == listed.length) {
                listed = Arrays.copyOf(listed, Math.min(MOST_LISTED, 2 * count));
            }
            int position = -at - 1;
            System.arraycopy(listed, position, listed, position + 1, count - position);
            listed[position] = offset;
            count++;
            return false;
        }

        void remove(int offset) {
            if (bits != null) {
                if ((bits[offset >>> 6] & 1L << offset) != 0) {
                    bits[offset >>> 6] &= ~(1L << offset);
                    count--;
                }
                return;
            }
            int at = Arrays.binarySearch(listed, 0, count, (char) offset);
            if (at >= 0) {
                System.arraycopy(listed, at + 1, listed, at, count - at - 1);
                count--;
            }
        }

        Object chunk() {
            if (bits != null) {
                return compact(bits);
            }
            return count == 0 ? null : Arrays.copyOf(listed, count);
        }
    }
}

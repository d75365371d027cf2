package incharge.reporting.slots;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * An immutable array by slot, null at free slots. A tree of three levels: the next array copies the blocks that change
 * and shares the others.
 */
public final class SlotArray<T> {

    private static final int BITS = 8;
    private static final int WIDTH = 1 << BITS;
    private static final int MASK = WIDTH - 1;

    private static final SlotArray<?> EMPTY = new SlotArray<>(new Object[0][][]);

    private final Object[][][] root;

    private SlotArray(Object[][][] root) {
        this.root = root;
    }

    @SuppressWarnings("unchecked") // it holds no value
    public static <T> SlotArray<T> empty() {
        return (SlotArray<T>) EMPTY;
    }

    /** Returns the value at a slot, or null at a free one, such as a negative one. */
    public T at(int slot) {
        return cast(value(root, slot));
    }

    private static Object value(Object[][][] root, int slot) {
        int high = slot >>> 2 * BITS;
        if (high >= root.length || root[high] == null) {
            return null;
        }
        Object[] block = root[high][slot >>> BITS & MASK];
        return block == null ? null : block[slot & MASK];
    }

    /**
     * Names the slots at which this array and another one differ in identity. Shared blocks are passed over, so the
     * cost follows the changes between the two.
     */
    public void differences(SlotArray<T> other, IntConsumer slot) {
        if (this == other) {
            return;
        }
        for (int high = 0; high < Math.max(root.length, other.root.length); high++) {
            Object[][] mine = high < root.length ? root[high] : null;
            Object[][] others = high < other.root.length ? other.root[high] : null;
            if (mine != others) {
                differences(mine, others, high << BITS, slot);
            }
        }
    }

    private static void differences(Object[][] mine, Object[][] others, int first, IntConsumer slot) {
        for (int middle = 0; middle < WIDTH; middle++) {
            Object[] one = mine == null ? null : mine[middle];
            Object[] another = others == null ? null : others[middle];
            if (one != another) {
                for (int low = 0; low < WIDTH; low++) {
                    if ((one == null ? null : one[low]) != (another == null ? null : another[low])) {
                        slot.accept((first + middle << BITS) + low);
                    }
                }
            }
        }
    }

    public Editor<T> edit() {
        return new Editor<>(this);
    }

    @SuppressWarnings("unchecked") // only Editor<T> writes
    private static <T> T cast(Object value) {
        return (T) value;
    }

    /** Makes the next array; used by one thread and once. */
    public static final class Editor<T> {
        private final SlotArray<T> before;
        private Object[][][] root;
        /** Which branches and blocks this editor made, by the slot without its low bits. */
        private final BitSet ownBranches = new BitSet();

        private final BitSet ownBlocks = new BitSet();

        private Editor(SlotArray<T> before) {
            this.before = before;
            this.root = before.root;
        }

        public T at(int slot) {
            return cast(value(root, slot));
        }

        public void set(int slot, T value) {
            int high = slot >>> 2 * BITS;
            int middle = slot >>> BITS;
            if (!ownBranches.get(high)) {
                if (root == before.root || high >= root.length) {
                    root = Arrays.copyOf(root, Math.max(root.length, high + 1));
                }
                root[high] = root[high] == null ? new Object[WIDTH][] : root[high].clone();
                ownBranches.set(high);
            }
            Object[][] branch = root[high];
            if (!ownBlocks.get(middle)) {
                Object[] block = branch[middle & MASK];
                branch[middle & MASK] = block == null ? new Object[WIDTH] : block.clone();
                ownBlocks.set(middle);
            }
            branch[middle & MASK][slot & MASK] = value;
        }

        public SlotArray<T> done() {
            return root == before.root ? before : new SlotArray<>(root);
        }
    }
}

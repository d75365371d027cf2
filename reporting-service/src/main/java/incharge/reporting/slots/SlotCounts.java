package incharge.reporting.slots;

import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Numbers that belong to the slots of an order, such as the lines of each customer, added up leaf by leaf: what stands
 * at any place is found without reading the slots before it. Immutable; the function that gives the number of a slot is
 * handed over at each call and must be the one of the same state.
 */
public final class SlotCounts {

    private final SlotOrder order;
    private final int[][] leaves;
    /** The number of slots up to the end of each leaf. */
    private final int[] slotEnds;
    /** The sum up to the end of each leaf. */
    private final int[] ends;

    /** Reads a slot; returns whether to go on. */
    public interface Visitor {
        /** @param skipped how many of the slot's number are before the beginning of the walk */
        boolean visit(int slot, int skipped);
    }

    private SlotCounts(SlotOrder order, int[][] leaves, int[] slotEnds, int[] ends) {
        this.order = order;
        this.leaves = leaves;
        this.slotEnds = slotEnds;
        this.ends = ends;
    }

    public static SlotCounts of(SlotOrder order, IntUnaryOperator count) {
        int[][] leaves = order.leaves();
        var ends = new int[leaves.length];
        int sum = 0;
        for (int leaf = 0; leaf < leaves.length; leaf++) {
            sum += sum(leaves[leaf], leaves[leaf].length, count);
            ends[leaf] = sum;
        }
        return new SlotCounts(order, leaves, slotEnds(leaves), ends);
    }

    private static int[] slotEnds(int[][] leaves) {
        var ends = new int[leaves.length];
        int sum = 0;
        for (int leaf = 0; leaf < leaves.length; leaf++) {
            sum += leaves[leaf].length;
            ends[leaf] = sum;
        }
        return ends;
    }

    private static int sum(int[] leaf, int length, IntUnaryOperator count) {
        int sum = 0;
        for (int at = 0; at < length; at++) {
            sum += count.applyAsInt(leaf[at]);
        }
        return sum;
    }

    /**
     * Returns the sums of the next order. Only leaves that the two orders do not share, and those with a changed
     * number, are added up.
     *
     * @param changed ranks in the next order of slots whose number may have changed
     */
    public SlotCounts next(SlotOrder next, int[] changed, IntUnaryOperator count) {
        boolean same = next == order;
        int[][] nextLeaves = same ? leaves : next.leaves();
        int[] nextSlotEnds = same ? slotEnds : slotEnds(nextLeaves);
        var again = new BitSet(nextLeaves.length);
        for (int rank : changed) {
            again.set(leafAt(nextSlotEnds, rank));
        }
        Map<int[], Integer> known = same ? Map.of() : known();
        var nextEnds = new int[nextLeaves.length];
        int sum = 0;
        for (int leaf = 0; leaf < nextLeaves.length; leaf++) {
            int[] slots = nextLeaves[leaf];
            Integer old = same ? Integer.valueOf(leaf) : known.get(slots);
            sum += old == null || again.get(leaf) ? sum(slots, slots.length, count) : ends[old] - start(ends, old);
            nextEnds[leaf] = sum;
        }
        return new SlotCounts(next, nextLeaves, nextSlotEnds, nextEnds);
    }

    private Map<int[], Integer> known() {
        var known = new IdentityHashMap<int[], Integer>(leaves.length);
        for (int leaf = 0; leaf < leaves.length; leaf++) {
            known.put(leaves[leaf], leaf);
        }
        return known;
    }

    /** Returns the leaf that holds the item with that number from 0, where the leaves end at these numbers. */
    private static int leafAt(int[] ends, int number) {
        int low = 0;
        int high = ends.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int start(int[] ends, int leaf) {
        return leaf == 0 ? 0 : ends[leaf - 1];
    }

    /** Returns the number of leaves, which the cost of making the sums anew grows with. */
    public int leaves() {
        return leaves.length;
    }

    public SlotOrder order() {
        return order;
    }

    /** Returns the sum of all. */
    public int total() {
        return ends[ends.length - 1];
    }

    /** Returns the sum of the slots before a rank. */
    public int before(int rank, IntUnaryOperator count) {
        int leaf = leafAt(slotEnds, rank);
        return leaf == leaves.length
                ? total()
                : start(ends, leaf) + sum(leaves[leaf], rank - start(slotEnds, leaf), count);
    }

    /** Names the slots with a number above 0, from the one that holds the item {@code from}, counted from 0. */
    public void walk(int from, IntUnaryOperator count, Visitor visitor) {
        int first = leafAt(ends, from);
        for (int leaf = first; leaf < leaves.length; leaf++) {
            int start = start(ends, leaf);
            if (ends[leaf] == start) {
                continue;
            }
            int rest = leaf == first ? from - start : 0;
            for (int slot : leaves[leaf]) {
                int number = count.applyAsInt(slot);
                if (rest >= number) {
                    rest -= number;
                } else {
                    if (!visitor.visit(slot, rest)) {
                        return;
                    }
                    rest = 0;
                }
            }
        }
    }
}

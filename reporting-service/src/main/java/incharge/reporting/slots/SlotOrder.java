package incharge.reporting.slots;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * An immutable sequence of slots in an order that the caller keeps: a tree with the number of slots below each branch.
 * A change copies the path to one leaf; a rank is found, and a slot by its rank, along one path.
 *
 * <p>A place is given by a condition that holds for the slots before it and for no other ones.
 */
public final class SlotOrder {

    private static final int MOST_IN_LEAF = 512;
    private static final int MOST_IN_BRANCH = 64;

    public static final SlotOrder EMPTY = new SlotOrder(new int[0]);

    /** An {@code int[]} leaf or a {@link Branch}. */
    private final Object root;

    /**
     * Nodes of one height.
     *
     * @param firsts the first slot below each child
     * @param ends the number of slots below the children up to each
     */
    private record Branch(Object[] children, int[] firsts, int[] ends) {

        static Branch of(Object... children) {
            var firsts = new int[children.length];
            var ends = new int[children.length];
            int end = 0;
            for (int child = 0; child < children.length; child++) {
                firsts[child] = first(children[child]);
                end += count(children[child]);
                ends[child] = end;
            }
            return new Branch(children, firsts, ends);
        }

        /** Returns the child that holds a place, the last one whose first slot is before it. */
        int child(IntPredicate before) {
            int low = 0;
            int high = children.length - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (before.test(firsts[middle])) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return low;
        }

        int start(int child) {
            return child == 0 ? 0 : ends[child - 1];
        }
    }

    private SlotOrder(Object root) {
        this.root = root;
    }

    /** @param slots in order */
    public static SlotOrder of(int[] slots) {
        Object[] nodes = new Object[Math.max(1, (slots.length + MOST_IN_LEAF / 2 - 1) / (MOST_IN_LEAF / 2))];
        for (int leaf = 0; leaf < nodes.length; leaf++) {
            int from = leaf * (MOST_IN_LEAF / 2);
            nodes[leaf] = Arrays.copyOfRange(slots, from, Math.min(slots.length, from + MOST_IN_LEAF / 2));
        }
        while (nodes.length > 1) {
            Object[] above = new Object[(nodes.length + MOST_IN_BRANCH / 2 - 1) / (MOST_IN_BRANCH / 2)];
            for (int branch = 0; branch < above.length; branch++) {
                int from = branch * (MOST_IN_BRANCH / 2);
                above[branch] =
                        Branch.of(Arrays.copyOfRange(nodes, from, Math.min(nodes.length, from + MOST_IN_BRANCH / 2)));
            }
            nodes = above;
        }
        return new SlotOrder(nodes[0]);
    }

    public int size() {
        return count(root);
    }

    /** Returns the slot at a rank from 0. */
    public int at(int rank) {
        Object node = root;
        int rest = rank;
        while (node instanceof Branch branch) {
            int child = childAt(branch, rest);
            rest -= branch.start(child);
            node = branch.children()[child];
        }
        return ((int[]) node)[rest];
    }

    private static int childAt(Branch branch, int rank) {
        int found = Arrays.binarySearch(branch.ends(), rank + 1);
        return found >= 0 ? found : -found - 1;
    }

    /** Returns the rank of a place: the number of slots before it. */
    public int rank(IntPredicate before) {
        Object node = root;
        int rank = 0;
        while (node instanceof Branch branch) {
            int child = branch.child(before);
            rank += branch.start(child);
            node = branch.children()[child];
        }
        return rank + place((int[]) node, before);
    }

    private static int place(int[] leaf, IntPredicate before) {
        int low = 0;
        int high = leaf.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (before.test(leaf[middle])) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the slots in order, cut into leaves that orders share; the caller must not write. */
    int[][] leaves() {
        var leaves = new ArrayList<int[]>();
        addLeaves(root, leaves);
        return leaves.toArray(int[][]::new);
    }

    private static void addLeaves(Object node, List<int[]> leaves) {
        switch (node) {
            case Branch branch -> {
                for (Object child : branch.children()) {
                    addLeaves(child, leaves);
                }
            }
            default -> leaves.add((int[]) node);
        }
    }

    /** Names the slots from a rank on, in order, as long as {@code more} returns true. */
    public void walk(int from, IntPredicate more) {
        if (from < size()) {
            walk(root, from, more);
        }
    }

    private static boolean walk(Object node, int from, IntPredicate more) {
        if (node instanceof Branch branch) {
            int first = childAt(branch, from);
            int rest = from - branch.start(first);
            for (int child = first; child < branch.children().length; child++) {
                if (!walk(branch.children()[child], rest, more)) {
                    return false;
                }
                rest = 0;
            }
            return true;
        }
        var leaf = (int[]) node;
        for (int at = from; at < leaf.length; at++) {
            if (!more.test(leaf[at])) {
                return false;
            }
        }
        return true;
    }

    /** Returns the order with one more slot at a place. */
    public SlotOrder with(int slot, IntPredicate before) {
        Object[] nodes = inserted(root, slot, before);
        return new SlotOrder(nodes.length == 1 ? nodes[0] : Branch.of(nodes));
    }

    /** Returns one node, or two when it grew too large. */
    private static Object[] inserted(Object node, int slot, IntPredicate before) {
        if (node instanceof Branch branch) {
            int child = branch.child(before);
            Object[] made = inserted(branch.children()[child], slot, before);
            return split(replaced(branch.children(), child, made));
        }
        var leaf = (int[]) node;
        int place = place(leaf, before);
        var more = new int[leaf.length + 1];
        System.arraycopy(leaf, 0, more, 0, place);
        more[place] = slot;
        System.arraycopy(leaf, place, more, place + 1, leaf.length - place);
        if (more.length <= MOST_IN_LEAF) {
            return new Object[] {more};
        }
        return new Object[] {
            Arrays.copyOf(more, more.length / 2), Arrays.copyOfRange(more, more.length / 2, more.length)
        };
    }

    private static Object[] split(Object[] children) {
        if (children.length <= MOST_IN_BRANCH) {
            return new Object[] {Branch.of(children)};
        }
        int half = children.length / 2;
        return new Object[] {
            Branch.of(Arrays.copyOf(children, half)), Branch.of(Arrays.copyOfRange(children, half, children.length))
        };
    }

    private static Object[] replaced(Object[] children, int child, Object[] made) {
        var all = new Object[children.length - 1 + made.length];
        System.arraycopy(children, 0, all, 0, child);
        System.arraycopy(made, 0, all, child, made.length);
        System.arraycopy(children, child + 1, all, child + made.length, children.length - child - 1);
        return all;
    }

    /**
     * Returns the order without the slot at a place.
     *
     * @throws IllegalStateException when another slot is there
     */
    public SlotOrder without(int slot, IntPredicate before) {
        Object node = removed(root, slot, before);
        while (node instanceof Branch branch && branch.children().length == 1) {
            node = branch.children()[0];
        }
        return node == null ? EMPTY : new SlotOrder(node);
    }

    /** Returns null when nothing is left. */
    private static Object removed(Object node, int slot, IntPredicate before) {
        if (node instanceof Branch branch) {
            int child = branch.child(before);
            // the place behind the last slot of a child is the first one of the next child
            if (child + 1 < branch.children().length && endsBefore(branch.children()[child], before)) {
                child++;
            }
            Object made = removed(branch.children()[child], slot, before);
            Object[] children = replaced(branch.children(), child, made == null ? new Object[0] : new Object[] {made});
            return children.length == 0 ? null : Branch.of(children);
        }
        var leaf = (int[]) node;
        int place = place(leaf, before);
        if (place == leaf.length || leaf[place] != slot) {
            throw new IllegalStateException("slot " + slot + " is not at its place");
        }
        var fewer = new int[leaf.length - 1];
        System.arraycopy(leaf, 0, fewer, 0, place);
        System.arraycopy(leaf, place + 1, fewer, place, fewer.length - place);
        return fewer.length == 0 ? null : fewer;
    }

    private static boolean endsBefore(Object node, IntPredicate before) {
        Object last = node;
        while (last instanceof Branch branch) {
            last = branch.children()[branch.children().length - 1];
        }
        var leaf = (int[]) last;
        return before.test(leaf[leaf.length - 1]);
    }

    private static int first(Object node) {
        return node instanceof Branch branch ? branch.firsts()[0] : ((int[]) node)[0];
    }

    private static int count(Object node) {
        return node instanceof Branch branch ? branch.ends()[branch.ends().length - 1] : ((int[]) node).length;
    }
}

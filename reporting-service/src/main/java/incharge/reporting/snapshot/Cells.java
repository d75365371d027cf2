package incharge.reporting.snapshot;

import java.util.Arrays;

/** An immutable array by slot, null where nothing is; its successor copies it once and then writes in place. */
final class Cells<T> {

    private static final Object[] NOTHING = {};

    private final Object[] cells;

    private Cells(Object[] cells) {
        this.cells = cells;
    }

    static <T> Cells<T> empty() {
        return new Cells<>(NOTHING);
    }

    T at(int slot) {
        return slot >= 0 && slot < cells.length ? cast(cells[slot]) : null;
    }

    Editor<T> edit() {
        return new Editor<>(this);
    }

    @SuppressWarnings("unchecked") // only Editor<T> writes
    private static <T> T cast(Object cell) {
        return (T) cell;
    }

    /** Writes the successor of an array; used by one thread, then thrown away. */
    static final class Editor<T> {
        private final Cells<T> before;
        private Object[] cells;

        private Editor(Cells<T> before) {
            this.before = before;
            this.cells = before.cells;
        }

        T at(int slot) {
            return slot >= 0 && slot < cells.length ? cast(cells[slot]) : null;
        }

        void set(int slot, T cell) {
            if (slot >= cells.length) {
                cells = Arrays.copyOf(cells, Math.max(slot + 1, cells.length + (cells.length >> 2) + 16));
            } else if (cells == before.cells) {
                cells = cells.clone();
            }
            cells[slot] = cell;
        }

        Cells<T> done() {
            return cells == before.cells ? before : new Cells<>(cells);
        }
    }
}

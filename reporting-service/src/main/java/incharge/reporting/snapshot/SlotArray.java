package incharge.reporting.snapshot;

import java.util.Arrays;

/** An immutable array by slot, null at free slots. An editor copies it once and then writes in place. */
final class SlotArray<T> {

    private static final Object[] EMPTY = {};

    private final Object[] values;

    private SlotArray(Object[] values) {
        this.values = values;
    }

    static <T> SlotArray<T> empty() {
        return new SlotArray<>(EMPTY);
    }

    T at(int slot) {
        return slot >= 0 && slot < values.length ? cast(values[slot]) : null;
    }

    Editor<T> edit() {
        return new Editor<>(this);
    }

    @SuppressWarnings("unchecked") // only Editor<T> writes
    private static <T> T cast(Object value) {
        return (T) value;
    }

    /** Makes the next array; used by one thread and once. */
    static final class Editor<T> {
        private final SlotArray<T> before;
        private Object[] values;

        private Editor(SlotArray<T> before) {
            this.before = before;
            this.values = before.values;
        }

        T at(int slot) {
            return slot >= 0 && slot < values.length ? cast(values[slot]) : null;
        }

        void set(int slot, T value) {
            if (slot >= values.length) {
                values = Arrays.copyOf(values, Math.max(slot + 1, values.length + (values.length >> 2) + 16));
            } else if (values == before.values) {
                values = values.clone();
            }
            values[slot] = value;
        }

        SlotArray<T> done() {
            return values == before.values ? before : new SlotArray<>(values);
        }
    }
}

package incharge.reporting.snapshot;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The responsibilities of one customer or project, unordered, in one array. Immutable. */
public final class Responsibilities implements Iterable<Responsibility> {

    static final Responsibilities NONE = new Responsibilities(new int[0]);

    private static final int FIELDS = 4;

    /** Employee, role, first and last day of one after the other. */
    private final int[] fields;

    private Responsibilities(int[] fields) {
        this.fields = fields;
    }

    public int size() {
        return fields.length / FIELDS;
    }

    /** Returns the employee's slot. */
    public int employee(int index) {
        return fields[index * FIELDS];
    }

    /** Returns the role's slot, -1 for none. */
    public int role(int index) {
        return fields[index * FIELDS + 1];
    }

    public int from(int index) {
        return fields[index * FIELDS + 2];
    }

    public int to(int index) {
        return fields[index * FIELDS + 3];
    }

    Responsibility at(int index) {
        return new Responsibility(employee(index), role(index), from(index), to(index));
    }

    /**
     * Returns these with one more, which replaces the one that it {@linkplain Responsibility#sameAs is the same as}.
     */
    Responsibilities with(Responsibility one) {
        int index = index(one);
        int[] changed = Arrays.copyOf(fields, index < size() ? fields.length : fields.length + FIELDS);
        changed[index * FIELDS] = one.employee();
        changed[index * FIELDS + 1] = one.role();
        changed[index * FIELDS + 2] = one.from();
        changed[index * FIELDS + 3] = one.to();
        return new Responsibilities(changed);
    }

    Responsibilities without(Responsibility one) {
        int index = index(one);
        if (index == size()) {
            return this;
        }
        var fewer = new int[fields.length - FIELDS];
        System.arraycopy(fields, 0, fewer, 0, index * FIELDS);
        System.arraycopy(fields, (index + 1) * FIELDS, fewer, index * FIELDS, fewer.length - index * FIELDS);
        return new Responsibilities(fewer);
    }

    /** Returns the size when there is none. */
    private int index(Responsibility one) {
        int index = 0;
        while (index < size() && !at(index).sameAs(one)) {
            index++;
        }
        return index;
    }

    @Override
    public Iterator<Responsibility> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            public Responsibility next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return at(next++);
            }
        };
    }
}

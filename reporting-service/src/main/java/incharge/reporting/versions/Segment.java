package incharge.reporting.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A stretch of a log: on level 0 of {@code width} sequences, on each level above of {@link #CHILDREN} times as many.
 * Its versions never change once the log has passed it.
 *
 * @param index counts the segments of its level from 0
 */
record Segment(int width, int level, long index) {

    static final int CHILDREN = 8;

    private static final int LEVEL_BITS = 48;

    static Segment ofId(int width, long id) {
        return new Segment(width, (int) (id >>> LEVEL_BITS), id & (1L << LEVEL_BITS) - 1);
    }

    /** Identifies it in its store; ids of one level follow each other. */
    long id() {
        return ((long) level << LEVEL_BITS) + index;
    }

    /** Returns the sequence before its first. */
    long after() {
        return index * sequences();
    }

    /** Returns its last sequence. */
    long upTo() {
        return (index + 1) * sequences();
    }

    private long sequences() {
        return width * Math.powExact((long) CHILDREN, level);
    }

    Segment next() {
        return new Segment(width, level, index + 1);
    }

    /** Returns the segments of the level below that it consists of, oldest first. */
    List<Segment> children() {
        return LongStream.range(0, CHILDREN)
                .mapToObj(child -> new Segment(width, level - 1, index * CHILDREN + child))
                .toList();
    }

    /** Returns the fewest segments that end at or before a sequence and leave less than the narrowest behind them. */
    static List<Segment> before(long sequence, int width) {
        var found = new ArrayList<Segment>();
        var next = new Segment(width, 0, 0);
        while (new Segment(width, next.level() + 1, 0).upTo() <= sequence) {
            next = new Segment(width, next.level() + 1, 0);
        }
        while (next.level() >= 0) {
            if (next.upTo() <= sequence) {
                found.add(next);
                next = next.next();
            } else {
                next = new Segment(width, next.level() - 1, next.index() * CHILDREN);
            }
        }
        return found;
    }
}

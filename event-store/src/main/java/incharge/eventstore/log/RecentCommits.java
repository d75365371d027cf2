package incharge.eventstore.log;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The newest commits of this process, without a gap between them, for readers that follow the end of the log: they need
 * not read back what was just written. Large commits are not held.
 */
final class RecentCommits {
    private static final int MOST_BYTES = 4 << 20;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private int bytes;

    private record Entry(long first, long time, Commit commit, int bytes) {
        long next() {
            return first + commit.events().size();
        }
    }

    /** Adds a commit that is durable. */
    synchronized void add(Pending written) {
        if (written.large || !entries.isEmpty() && entries.getLast().next() != written.first()) {
            entries.clear();
            bytes = 0;
        }
        if (!written.large) {
            entries.add(new Entry(written.first(), written.time(), written.commit, written.bytes));
            bytes += written.bytes;
            while (bytes > MOST_BYTES) {
                bytes -= entries.remove().bytes();
            }
        }
    }

    /** Returns up to {@code max} events from a position on; none if that position is not held. */
    List<Recorded> from(long position, int max) {
        List<Recorded> events = new ArrayList<>();
        for (Entry entry : since(position)) {
            Instant time = Instant.ofEpochMilli(entry.time());
            long at = entry.first();
            for (NewEvent event : Documents.stored(entry.commit())) {
                if (at >= position && events.size() < max) {
                    events.add(new Recorded(at, time, event));
                }
                at++;
            }
        }
        return events;
    }

    /** Returns the commits from the one that holds the position on; none if none does. */
    private synchronized List<Entry> since(long position) {
        var since = new ArrayDeque<Entry>();
        for (Iterator<Entry> newestFirst = entries.descendingIterator(); newestFirst.hasNext(); ) {
            Entry entry = newestFirst.next();
            if (entry.next() <= position) {
                break;
            }
            since.addFirst(entry);
        }
        return since.isEmpty() || since.getFirst().first() > position ? List.of() : List.copyOf(since);
    }
}

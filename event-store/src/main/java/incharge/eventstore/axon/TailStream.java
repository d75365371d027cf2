package incharge.eventstore.axon;

import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.LogException;
import incharge.eventstore.log.Recorded;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;

/**
 * Follows the log without end. Entries are fetched ahead on a thread of their own, so that looking for one never waits.
 * A failed read is tried again at the next notification of the log, which comes after a second at the latest.
 */
final class TailStream implements MessageStream<EventMessage> {
    private static final int PAGE = 500;

    private final EventLog log;
    private final Criteria criteria;
    private final Function<Recorded, Entry<EventMessage>> toEntry;
    private final Queue<Entry<EventMessage>> fetched = new ArrayDeque<>();
    private final AutoCloseable subscription;
    private long next;
    private boolean more = true;
    private boolean fetching;
    private boolean closed;
    private Runnable callback = () -> {};

    TailStream(EventLog log, long start, Criteria criteria, Function<Recorded, Entry<EventMessage>> toEntry) {
        this.log = log;
        this.next = start;
        this.criteria = criteria;
        this.toEntry = toEntry;
        this.subscription = log.onAppend(this::wake);
        wake();
    }

    private synchronized void wake() {
        more = true;
        fetchIfNeeded();
    }

    private synchronized void fetchIfNeeded() {
        if (!more || fetching || closed || !fetched.isEmpty()) {
            return;
        }
        fetching = true;
        more = false;
        Thread.startVirtualThread(this::fetch);
    }

    private void fetch() {
        List<Recorded> page = List.of();
        try {
            page = log.read(next, PAGE);
        } catch (LogException e) {
            System.getLogger(TailStream.class.getName()).log(System.Logger.Level.WARNING, "cannot read the log now", e);
        }
        Runnable toRun = null;
        synchronized (this) {
            for (Recorded event : page) {
                if (criteria.matches(event.type(), event.tags())) {
                    fetched.add(toEntry.apply(event));
                }
                next = event.position() + 1;
            }
            more |= !page.isEmpty();
            fetching = false;
            if (fetched.isEmpty()) {
                fetchIfNeeded();
            } else {
                toRun = callback;
            }
        }
        if (toRun != null) {
            toRun.run();
        }
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> next() {
        if (closed) {
            return Optional.empty();
        }
        var entry = Optional.ofNullable(fetched.poll());
        fetchIfNeeded();
        return entry;
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> peek() {
        return closed ? Optional.empty() : Optional.ofNullable(fetched.peek());
    }

    @Override
    public void setCallback(Runnable newCallback) {
        synchronized (this) {
            callback = newCallback;
            if (fetched.isEmpty()) {
                return;
            }
        }
        newCallback.run();
    }

    @Override
    public Optional<Throwable> error() {
        return Optional.empty();
    }

    @Override
    public synchronized boolean isCompleted() {
        return closed;
    }

    @Override
    public synchronized boolean hasNextAvailable() {
        return !closed && !fetched.isEmpty();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        try {
            subscription.close();
        } catch (Exception e) {
            throw new IllegalStateException("ending a subscription cannot fail", e);
        }
    }
}

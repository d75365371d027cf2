package incharge.eventstore.log;

import static incharge.eventstore.log.Sample.commit;
import static incharge.eventstore.log.Sample.event;
import static incharge.eventstore.log.Sample.noneAbove;
import static incharge.eventstore.log.Sample.source;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Threads that read a counter's events and append one more under the condition that there is no newer one. */
final class Load implements AutoCloseable {
    private static final int COUNTERS = 25;
    private static final int EVERY_SO_MANY_IS_LARGE = 60;

    private final AtomicInteger begun = new AtomicInteger();
    private final int commits;
    private final Ledger ledger;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<Void>> running = new ArrayList<>();

    /** Prepares {@code commits} of them, over all threads and logs. */
    Load(int commits, Ledger ledger) {
        this.commits = commits;
        this.ledger = ledger;
    }

    Load start(EventLog log, int number) {
        for (int i = 0; i < number; i++) {
            running.add(threads.submit((Callable<Void>) () -> {
                for (int n; (n = begun.getAndIncrement()) < commits; ) {
                    one(log, n);
                }
                return null;
            }));
        }
        return this;
    }

    private void one(EventLog log, int n) {
        String counter = "counter:" + n % COUNTERS;
        try {
            long marker = source(log, counter).marker();
            List<NewEvent> events = IntStream.rangeClosed(0, n % EVERY_SO_MANY_IS_LARGE == 7 ? 149 : n % 3)
                    .mapToObj(_ -> event("Counted", counter))
                    .toList();
            ledger.append(log, commit(events), noneAbove(marker, counter));
        } catch (LogUnavailable _) {
            // the server is unavailable and did nothing, so there is nothing to check
            begun.decrementAndGet();
        } catch (LogBroken broken) {
            ledger.broken(broken);
            // nothing more is appended to a log that lost what it had acknowledged, and each look at it takes seconds
            begun.set(commits);
        }
    }

    /** Waits until all is done. */
    void join() {
        for (Future<Void> thread : running) {
            try {
                thread.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError("the load ended early", e);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

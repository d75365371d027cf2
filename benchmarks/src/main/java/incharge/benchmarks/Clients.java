package incharge.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/** Sends requests from several clients at the same time, each on a connection of its own. */
final class Clients {

    /** The result of one round. */
    record Round(Samples samples, Duration time) {
        double rate() {
            return samples.perSecond(time);
        }
    }

    /** A step of a client; the number counts the steps of all clients. */
    interface Step {
        void run(RawConnection connection, long number);
    }

    private Clients() {}

    /** Sends requests for that time; each client sends its next request when the last one is answered. */
    static Round saturate(URI server, int clients, Duration time, int status, LongFunction<byte[]> request) {
        var number = new AtomicLong();
        return saturate(
                server,
                clients,
                time,
                number,
                (connection, next) -> connection.send(request.apply(next)).expect(status));
    }

    private static Round saturate(URI server, int clients, Duration time, AtomicLong number, Step step) {
        long began = System.nanoTime();
        long end = began + time.toNanos();
        List<Samples> measured = together(clients, _ -> {
            var samples = new Samples();
            try (var connection = new RawConnection(server)) {
                for (long now = System.nanoTime(); now < end; ) {
                    step.run(connection, number.getAndIncrement());
                    long after = System.nanoTime();
                    samples.add(after - now);
                    now = after;
                }
            }
            return samples;
        });
        return new Round(Samples.all(measured), Duration.ofNanos(System.nanoTime() - began));
    }

    /** The round with the median rate. */
    static Round median(List<Round> rounds) {
        return rounds.stream()
                .sorted(Comparator.comparingDouble(Round::rate))
                .toList()
                .get(rounds.size() / 2);
    }

    /**
     * Sends requests at a steady rate, whether or not the last ones were answered, until it is closed; at most eight
     * wait for their answer.
     */
    static final class Steady implements AutoCloseable {
        private final AtomicBoolean over = new AtomicBoolean();
        private final Thread thread;
        private volatile RuntimeException failure;
        private volatile Round round;

        Steady(URI server, int perSecond, int status, LongFunction<byte[]> request) {
            thread = Thread.ofPlatform().name("steady-load").start(() -> {
                try {
                    round = run(server, perSecond, status, request);
                } catch (RuntimeException e) {
                    failure = e;
                }
            });
        }

        private Round run(URI server, int perSecond, int status, LongFunction<byte[]> request) {
            long began = System.nanoTime();
            var number = new AtomicLong();
            List<Samples> measured = together(8, _ -> {
                var samples = new Samples();
                try (var connection = new RawConnection(server)) {
                    while (!over.get()) {
                        long next = number.getAndIncrement();
                        long due = began + next * 1_000_000_000L / perSecond;
                        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                            LockSupport.parkNanos(left);
                        }
                        connection.send(request.apply(next)).expect(status);
                        samples.add(System.nanoTime() - due);
                    }
                }
                return samples;
            });
            return new Round(Samples.all(measured), Duration.ofNanos(System.nanoTime() - began));
        }

        /** Ends the load and returns its samples. */
        Round stop() {
            close();
            return round;
        }

        @Override
        public void close() {
            over.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** Runs a task on that many threads and waits for all of them. */
    static <T> List<T> together(int threads, LongFunction<T> task) {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                running.add(pool.submit(() -> task.apply(thread)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}

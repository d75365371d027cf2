package incharge.acceptance;

import static incharge.acceptance.Workspace.body;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that send one request after the other over kept connections until they are stopped: commands to each service,
 * and after each a query that must include its event. A command has no key and is sent once.
 */
final class SteadyLoad implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Api api;
    private final String word;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicLong longest = new AtomicLong();
    private final Queue<String> customers = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean stopped;

    private SteadyLoad(Api api, String word) {
        this.api = api;
        this.word = word;
    }

    /** @param word begins the names of what the commands create */
    static SteadyLoad start(Api api, String word, int clients) {
        var load = new SteadyLoad(api, word);
        load.add(clients);
        return load;
    }

    /** Adds clients. */
    void add(int more) {
        for (int i = 0; i < more; i++) {
            clients.add(Thread.ofVirtual().start(this::send));
        }
    }

    private void send() {
        while (!stopped) {
            one(begun.incrementAndGet());
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void one(int number) {
        String name = word + " " + number;
        String path = switch (number % 4) {
            case 0 -> "/api/tags";
            case 1 -> "/api/employees";
            default -> "/api/customers";
        };
        long began = System.nanoTime();
        try {
            Api.Answer made = api.post(path, body("name", name)).expect(201);
            if (path.equals("/api/customers")) {
                customers.add(made.json().get("id").asString());
            }
            api.get(path + "?limit=1", "Min-Event-Position", made.header("Event-Position"))
                    .expect(200);
        } catch (RuntimeException | AssertionError failure) {
            failures.add(name + ": " + failure.getMessage());
        }
        answered.incrementAndGet();
        longest.accumulateAndGet(System.nanoTime() - began, Math::max);
    }

    /** How many commands have an answer, each with its query. */
    int answered() {
        return answered.get();
    }

    /** The ids of the customers that were acknowledged. */
    List<String> customers() {
        return List.copyOf(customers);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** The longest time of a command and its query together. */
    Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    @Override
    public void close() {
        stop();
    }

    /** Ends after the answers that are outstanding. */
    void stop() {
        stopped = true;
        try {
            for (Thread client : clients) {
                client.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

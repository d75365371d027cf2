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
    /** How long an event may be missing in the views. */
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final Api api;
    private final String word;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
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
            query(path + "?limit=1", made.header("Event-Position"));
        } catch (RuntimeException | AssertionError failure) {
            failures.add(name + ": " + failure.getMessage());
        }
        answered.incrementAndGet();
        longest.accumulateAndGet(System.nanoTime() - began, Math::max);
    }

    /** Sends a query again while its event is missing: on a busy machine that lasts longer than a query waits. */
    private void query(String path, String position) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Api.Answer answer = api.get(path, "Min-Event-Position", position);
        while (answer.status() == 503
                && answer.json().path("code").asString().equals("position-not-reached")
                && System.nanoTime() < end) {
            late.incrementAndGet();
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = api.get(path, "Min-Event-Position", position);
        }
        answer.expect(200);
    }

    /** How often a query was sent again because its event was not in the views in time. */
    int late() {
        return late.get();
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

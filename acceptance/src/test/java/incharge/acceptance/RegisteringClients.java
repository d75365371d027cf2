package incharge.acceptance;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that register customers, one after the other each, and note what is acknowledged before they send the next
 * command. A command without a positive answer is sent again under its Idempotency-Key until there is one, so in the
 * end exactly the noted customers exist.
 */
final class RegisteringClients implements AutoCloseable {
    private static final int CLIENTS = 8;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int NO_ANSWER = 0;

    /** @param position of the last event of the command in the log */
    record Registered(String id, long position) {}

    private final Queue<Registered> registered = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Integer> failed = new TreeMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean ending;
    private long last = System.nanoTime();
    private long longestGap;

    static RegisteringClients start(Api api) {
        var clients = new RegisteringClients();
        for (int i = 0; i < CLIENTS; i++) {
            clients.running.add(clients.threads.submit(() -> clients.work(api)));
        }
        return clients;
    }

    private void work(Api api) {
        while (!ending) {
            String key = UUID.randomUUID().toString();
            String body = Workspace.body("name", "Registered " + key);
            while (!attempt(api, body, key)) {
                LockSupport.parkNanos(PAUSE.toNanos());
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
        }
    }

    private boolean attempt(Api api, String body, String key) {
        try {
            Api.Answer answer = api.post("/api/customers", body, "Idempotency-Key", key);
            if (answer.status() != 201) {
                note(answer.status());
                return false;
            }
            String position = answer.header("Event-Position").substring("customers=".length());
            note(new Registered(answer.json().get("id").asString(), Long.parseLong(position)));
            return true;
        } catch (UncheckedIOException _) {
            note(NO_ANSWER);
            return false;
        }
    }

    private synchronized void note(Registered customer) {
        registered.add(customer);
        long now = System.nanoTime();
        longestGap = Math.max(longestGap, now - last);
        last = now;
    }

    private synchronized void note(int status) {
        failed.merge(status, 1, Integer::sum);
    }

    /** How many commands are acknowledged. */
    int acknowledged() {
        return registered.size();
    }

    Queue<Registered> registered() {
        return registered;
    }

    /** How many answers there were with each status that is no success; 0 where there was none. */
    synchronized Map<Integer, Integer> failed() {
        return new TreeMap<>(failed);
    }

    /** The longest time in which no command was acknowledged. */
    synchronized Duration longestGap() {
        return Duration.ofNanos(longestGap);
    }

    /** Waits until the command in hand of each client is acknowledged. */
    void end() {
        ending = true;
        for (Future<?> client : running) {
            try {
                client.get(3, TimeUnit.MINUTES);
            } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
                throw new AssertionError("a client ended before its command was acknowledged, failures " + failed(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        ending = true;
        threads.shutdownNow();
    }
}

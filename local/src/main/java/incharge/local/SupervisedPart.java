package incharge.local;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Keeps a part running: starts it and restarts it when it ends. The pause before a restart doubles each time it ends
 * early.
 */
final class SupervisedPart {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration STABLE = Duration.ofSeconds(30);

    private final Part part;
    private final PidFile pidFile;
    private final Consumer<String> output;
    private final Thread thread;
    private PartProcess process;
    private boolean stopping;

    SupervisedPart(Part part, PidFile pidFile, Consumer<String> output) {
        this.part = part;
        this.pidFile = pidFile;
        this.output = output;
        this.thread =
                Thread.ofPlatform().daemon().name("supervise-" + part.name()).unstarted(this::supervise);
    }

    String name() {
        return part.name();
    }

    void start() {
        thread.start();
    }

    boolean ready() {
        synchronized (this) {
            if (process == null || !process.alive()) {
                return false;
            }
        }
        return part.ready();
    }

    /** Ends the part for good: SIGTERM first, SIGKILL when the time is over. Returns when it has ended. */
    void stop(Duration grace) {
        PartProcess last;
        synchronized (this) {
            stopping = true;
            last = process;
            notifyAll();
        }
        if (last != null) {
            last.stop(grace);
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        pidFile.delete();
    }

    private void supervise() {
        Duration pause = FIRST_PAUSE;
        while (true) {
            long began = System.nanoTime();
            String end = runOnce();
            if (System.nanoTime() - began > STABLE.toNanos()) {
                pause = FIRST_PAUSE;
            }
            synchronized (this) {
                if (stopping) {
                    return;
                }
                output.accept(part.name() + " " + end + ". It is started again.");
                if (!sleepUnlessStopping(pause)) {
                    return;
                }
            }
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }
    }

    /** Starts the part and waits for its end. Returns how it ended. */
    private String runOnce() {
        PartProcess started;
        try {
            synchronized (this) {
                if (stopping) {
                    return "was not started";
                }
                started = part.launch();
                process = started;
                pidFile.write(started.pid());
            }
        } catch (RuntimeException e) {
            return "could not be started: " + e.getMessage();
        }
        try {
            part.settle();
        } catch (RuntimeException e) {
            started.kill();
            return e.getMessage();
        }
        while (!started.await(Duration.ofDays(1))) {
            // still running
        }
        return "ended with status " + started.exitStatus().orElseThrow();
    }

    private boolean sleepUnlessStopping(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toMillis();
                    left > 0 && !stopping;
                    left = (deadline - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
            return !stopping;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package incharge.local;

import java.time.Duration;
import java.util.function.Consumer;

/** Keeps a part running: starts it, and starts it again when it dies, later each time it dies young. */
final class Watched {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration GROWN_UP = Duration.ofSeconds(30);

    private final Part part;
    private final PidFile pidFile;
    private final Consumer<String> say;
    private final Thread thread;
    private Child child;
    private boolean stopping;

    Watched(Part part, PidFile pidFile, Consumer<String> say) {
        this.part = part;
        this.pidFile = pidFile;
        this.say = say;
        this.thread = Thread.ofPlatform().daemon().name("watch-" + part.name()).unstarted(this::watch);
    }

    String name() {
        return part.name();
    }

    void start() {
        thread.start();
    }

    boolean ready() {
        synchronized (this) {
            if (child == null || !child.alive()) {
                return false;
            }
        }
        return part.ready();
    }

    /** Ends the part for good: asked first, killed when the time is over. Returns when it is gone. */
    void stop(Duration grace) {
        Child last;
        synchronized (this) {
            stopping = true;
            last = child;
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

    private void watch() {
        Duration pause = FIRST_PAUSE;
        while (true) {
            long began = System.nanoTime();
            String end = live();
            if (System.nanoTime() - began > GROWN_UP.toNanos()) {
                pause = FIRST_PAUSE;
            }
            synchronized (this) {
                if (stopping) {
                    return;
                }
                say.accept(part.name() + " " + end + ". It is started again.");
                if (!sleepUnlessStopping(pause)) {
                    return;
                }
            }
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }
    }

    /** One life of the part. Returns how it ended. */
    private String live() {
        Child started;
        try {
            synchronized (this) {
                if (stopping) {
                    return "was not started";
                }
                started = part.launch();
                child = started;
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

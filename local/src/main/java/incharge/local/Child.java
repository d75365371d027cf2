package incharge.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own that does not outlive this JVM.
 *
 * <p>It stands in a session of its own, so that Ctrl-C reaches the launcher alone and the parts can be stopped in order.
 * A guard (a shell that reads a pipe which only this JVM holds open) ends it when this JVM is killed.
 */
final class Child {
    private static final List<String> OWN_SESSION = ownSession();

    private final Process process;
    private final Process guard;

    private Child(Process process, Process guard) {
        this.process = process;
        this.guard = guard;
    }

    /**
     * Starts a command; what it prints is appended to the log file.
     *
     * @param orphanSignal what the child gets when this JVM dies: {@code KILL} or {@code TERM}
     */
    static Child start(List<String> command, Map<String, String> environment, Path log, String orphanSignal) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            var builder = new ProcessBuilder(inOwnSession(command))
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            String whenOrphaned = "cat >/dev/null; kill -" + orphanSignal + " " + process.pid() + " 2>/dev/null";
            Process guard = new ProcessBuilder(inOwnSession(List.of("/bin/sh", "-c", whenOrphaned)))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var child = new Child(process, guard);
            // A dead child needs no guard: its pid may be given to a stranger.
            process.onExit().thenRun(guard::destroyForcibly);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** The exit status once it has ended. */
    Optional<Integer> exitStatus() {
        return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** kill -9, and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        await(Duration.ofSeconds(30));
        guard.destroyForcibly();
    }

    /** Asks it to end (SIGTERM), waits, and kills it when the time is over. */
    void stop(Duration grace) {
        process.destroy();
        if (!await(grace)) {
            kill();
        }
    }

    boolean await(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private static List<String> inOwnSession(List<String> command) {
        var all = new ArrayList<>(OWN_SESSION);
        all.addAll(command);
        return all;
    }

    private static List<String> ownSession() {
        if (Tools.find("setsid").isPresent()) {
            return List.of("setsid");
        }
        if (Tools.find("perl").isPresent()) {
            return List.of("perl", "-e", "use POSIX qw(setsid); setsid(); exec { $ARGV[0] } @ARGV or die $!");
        }
        return List.of();
    }
}

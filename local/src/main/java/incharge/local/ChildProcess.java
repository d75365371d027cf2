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
 * A child process that does not outlive this JVM.
 *
 * <p>It runs in a session of its own, so that Ctrl-C reaches the launcher alone, which stops the parts in order. A
 * guard ends it when this JVM is killed: a shell that reads a pipe which only this JVM holds open.
 */
final class ChildProcess implements PartProcess {
    private static final List<String> OWN_SESSION = ownSession();

    private final Process process;
    private final Process guard;

    private ChildProcess(Process process, Process guard) {
        this.process = process;
        this.guard = guard;
    }

    /**
     * Starts a command; its output is appended to the log file.
     *
     * @param orphanSignal the signal that the child gets when this JVM dies: {@code KILL} or {@code TERM}
     */
    static ChildProcess start(List<String> command, Map<String, String> environment, Path log, String orphanSignal) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(inOwnSession(command))
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
            var child = new ChildProcess(process, guard);
            // A dead child needs no guard: the system may reuse its pid.
            process.onExit().thenRun(guard::destroyForcibly);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean alive() {
        return process.isAlive();
    }

    @Override
    public Optional<Integer> exitStatus() {
        return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void kill() {
        process.destroyForcibly();
        await(Duration.ofSeconds(30));
        guard.destroyForcibly();
    }

    @Override
    public void stop(Duration grace) {
        process.destroy();
        if (!await(grace)) {
            kill();
        }
    }

    @Override
    public boolean await(Duration time) {
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

package incharge.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The file with the process id of a part. The next start reads it when this launcher was killed. */
final class PidFile {
    private final Path file;

    PidFile(Path file) {
        this.file = file;
    }

    void write(long pid) {
        try {
            Files.writeString(file, pid + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    /**
     * The process of the file, if it is alive and ours: the system reuses the pid of a dead process.
     *
     * @param mark a part of the command line of every process of ours: the data directory
     */
    Optional<ProcessHandle> process(String mark) {
        try {
            long pid = Long.parseLong(Files.readString(file).strip());
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(_ -> commandLine(pid).contains(mark));
        } catch (IOException | NumberFormatException _) {
            return Optional.empty(); // no file, or one torn by a crash in which the process died too
        }
    }

    /** Ends a process that an earlier start left behind: SIGTERM first, SIGKILL when the time is over. */
    static void end(ProcessHandle process, Duration grace) {
        process.destroy();
        if (!gone(process, grace)) {
            process.destroyForcibly();
            gone(process, Duration.ofSeconds(10));
        }
    }

    private static boolean gone(ProcessHandle process, Duration time) {
        try {
            process.onExit().get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException _) {
            return !process.isAlive();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private static String commandLine(long pid) {
        // The JDK cuts a command line at 4 KB; a class path is longer.
        try {
            return new String(
                            Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline")), StandardCharsets.UTF_8)
                    .replace('\0', ' ');
        } catch (IOException _) {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().commandLine())
                    .orElse("");
        }
    }
}

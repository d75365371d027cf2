package incharge.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** One service as a process of its own, as {@code ./run} starts it, beside a mongod and a Kafka that run already. */
public final class RealProgram implements AutoCloseable {
    private static final Duration GRACE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final ServicePart part;
    private PartProcess process;

    private RealProgram(ServicePart part) {
        this.part = part;
    }

    /**
     * Prepares a service and does not start it.
     *
     * @param home the checkout, the service's app jar built
     * @param options of the JVM, beside those that {@code jvm} has for the service; the last of two counts
     * @param environment what the service reads, without its port
     */
    public static RealProgram of(
            String name, Path home, JvmOptions jvm, List<String> options, Map<String, String> environment, Path log) {
        Program program = UnpackedPrograms.unpacked(List.of(name), home, jvm).getFirst();
        var all = new ArrayList<>(new AotCache(program.aotCache()).use());
        all.addAll(options);
        int port = FreePorts.choose();
        var variables = new HashMap<>(environment);
        variables.put("SERVER_PORT", Integer.toString(port));
        return new RealProgram(new ServicePart(name, program.command(all), variables, port, log));
    }

    /** Starts it and waits until it is ready. */
    public void start(Duration patience) {
        launch();
        awaitReady(patience);
    }

    /** Starts it and does not wait. */
    public void launch() {
        process = part.launch();
    }

    /** Waits until it is ready. */
    public void awaitReady(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!part.ready()) {
            if (!process.alive()) {
                throw new IllegalStateException(part.name() + " ended with status "
                        + process.exitStatus().orElseThrow() + Logs.end(part.log()));
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        part.name() + " is not ready after " + patience.toSeconds() + " s" + Logs.end(part.log()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + part.port());
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.alive();
    }

    /** Returns whether it takes requests now. */
    public boolean ready() {
        return part.ready();
    }

    /** kill -9; returns when it is gone. */
    public void kill() {
        process.kill();
    }

    /** Ends it (SIGTERM) and waits; it can be started again. A JVM that writes an AOT cache needs long for its end. */
    @Override
    public void close() {
        if (process != null) {
            process.stop(GRACE);
        }
    }
}

package incharge.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real Kafka broker (KRaft, one node) as a process of its own on 127.0.0.1, its data in one directory. */
public final class RealKafka implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);

    /** Halves the CPU of a start; a test does not run long enough for the better compiler. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private final Path directory;
    private final int port;
    private final Path log;
    private final List<String> jvmOptions;
    private final String orphanSignal;
    private volatile PartProcess broker;

    private RealKafka(Path directory, int port, Path log, List<String> jvmOptions, String orphanSignal) {
        this.directory = directory;
        this.port = port;
        this.log = log;
        this.jvmOptions = jvmOptions;
        this.orphanSignal = orphanSignal;
    }

    /**
     * Starts a broker and waits until it takes requests.
     *
     * @param directory its data ({@code data}) and log ({@code kafka.log}); they stay when it ends
     * @param port 0 chooses a free one; it may differ from the port of the last start
     */
    public static RealKafka start(Path directory, int port) {
        RealKafka kafka = at(directory, port, directory.resolve("kafka.log"), List.of(QUICK_START), "KILL");
        kafka.launchUntilReady();
        return kafka;
    }

    /** Prepares one on a free port, which {@link #restart} starts; otherwise as {@link #start}. */
    public static RealKafka prepared(Path directory) {
        return at(directory, 0, directory.resolve("kafka.log"), List.of(QUICK_START), "KILL");
    }

    /** One that is not started yet. */
    static RealKafka at(Path directory, int port, Path log, List<String> jvmOptions, String orphanSignal) {
        return new RealKafka(directory, port == 0 ? FreePorts.choose() : port, log, jvmOptions, orphanSignal);
    }

    /** Address for clients, {@code 127.0.0.1:port}. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return broker.pid();
    }

    public boolean alive() {
        return broker.alive();
    }

    /** kill -9; returns when it is gone. One that was never started stays so. */
    public void kill() {
        if (broker != null) {
            broker.kill();
        }
    }

    /** Starts it on the same data and port after {@link #kill} or {@link #close}; returns when it takes requests. */
    public void restart() {
        if (broker != null && broker.alive()) {
            throw new IllegalStateException("Kafka is still running");
        }
        launchUntilReady();
    }

    /** Ends it (SIGTERM) and waits. The data stay. */
    @Override
    public void close() {
        broker.stop(Duration.ofSeconds(30));
    }

    private void launchUntilReady() {
        launch();
        try {
            awaitReady();
        } catch (RuntimeException e) {
            broker.kill();
            throw e;
        }
    }

    /** Starts the process and does not wait. */
    PartProcess launch() {
        Path ready = readyFile();
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(ready);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write in " + directory, e);
        }
        if (RealParts.inContainers()) {
            broker = ContainerProcess.kafka(directory, port);
            writeReady(ready);
        } else {
            broker = ChildProcess.start(command(ready), Map.of(), log, orphanSignal);
        }
        return broker;
    }

    /** A container does not see the file; its start returns when the broker is ready. */
    private void writeReady(Path ready) {
        try {
            Files.writeString(ready, Long.toString(broker.pid()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + ready, e);
        }
    }

    /** Waits until it takes requests. */
    void awaitReady() {
        long deadline = System.nanoTime() + START.toNanos();
        while (!ready()) {
            if (!broker.alive()) {
                throw new IllegalStateException(
                        "Kafka ended with status " + broker.exitStatus().orElseThrow() + Logs.end(log));
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Kafka is not ready after " + START.toSeconds() + " s" + Logs.end(log));
            }
            pause();
        }
    }

    boolean ready() {
        return Files.exists(readyFile());
    }

    private Path readyFile() {
        return directory.resolve("ready");
    }

    private List<String> command(Path ready) {
        var command = new ArrayList<String>();
        command.add(Tools.java().toString());
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=incharge/local/logback.xml",
                // Kafka depends on log4j and logs through slf4j: log4j itself logs nothing
                "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
                "-cp",
                System.getProperty("java.class.path"),
                KafkaProcess.class.getName(),
                directory.resolve("data").toAbsolutePath().toString(),
                Integer.toString(port),
                Integer.toString(FreePorts.choose()),
                ready.toAbsolutePath().toString()));
        return command;
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka starts", e);
        }
    }
}

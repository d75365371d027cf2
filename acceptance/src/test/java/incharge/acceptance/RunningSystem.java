package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.local.FreePorts;
import incharge.local.RecordedRegistries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The system, started with {@code ./run} in an empty workspace of its own and stopped with SIGTERM; or one that runs
 * already, at the address that the environment variable {@code INCHARGE_URL} names.
 */
final class RunningSystem implements AutoCloseable {

    private static final String READY = "InCharge is ready: ";

    static final List<String> PARTS = List.of(
            "mongod",
            "kafka",
            "customer-service",
            "responsibility-service",
            "grouping-service",
            "reporting-service",
            "gateway");

    /** Without a launcher the system runs elsewhere, and nothing but its address is known. */
    private final Optional<Launched> launched;

    private final String url;
    private final String password;
    private final List<String> output;

    private record Launched(Path data, Process launcher) {}

    private RunningSystem(Optional<Launched> launched, String url, String password, List<String> output) {
        this.launched = launched;
        this.url = url;
        this.password = password;
        this.output = output;
    }

    /** The system that {@code INCHARGE_URL} names, else a new one with an empty workspace. */
    static RunningSystem named() {
        return given("INCHARGE_URL").map(url -> at(url, givenPassword())).orElseGet(RunningSystem::start);
    }

    /** One that runs elsewhere. */
    static RunningSystem at(String url, String password) {
        return new RunningSystem(Optional.empty(), url, password, List.of());
    }

    /** Starts the system with an empty workspace, and recorded answers in the place of the public registries. */
    static RunningSystem start() {
        return start(RecordedRegistries.start().variables());
    }

    /** @param demo whether the workspace begins with demo data */
    static RunningSystem start(boolean demo) {
        return start(directory(), FreePorts.choose(), demo);
    }

    /** Starts the system with these variables beside those of every start. */
    static RunningSystem start(Map<String, String> environment) {
        return start(directory(), FreePorts.choose(), environment);
    }

    /** A new empty directory for the data of a system. */
    static Path directory() {
        try {
            return Files.createTempDirectory(place(), "incharge-acceptance");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the system on a directory, which it deletes when it is closed. */
    static RunningSystem start(Path data, int port, boolean demo) {
        return start(data, port, Map.of("INCHARGE_DEMO", Boolean.toString(demo)));
    }

    static RunningSystem start(Path data, int port, Map<String, String> environment) {
        try {
            Process launcher = launch(data, port, environment);
            // tests that are ended from outside leave no system behind
            Runtime.getRuntime().addShutdownHook(new Thread(launcher::destroy));
            var tooLate = new CompletableFuture<Void>();
            tooLate.orTimeout(10, TimeUnit.MINUTES).exceptionally(_ -> {
                launcher.destroyForcibly();
                return null;
            });
            var output = new BufferedReader(new InputStreamReader(launcher.getInputStream(), StandardCharsets.UTF_8));
            List<String> before = new ArrayList<>();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                System.out.println(line);
                if (line.startsWith(READY)) {
                    tooLate.complete(null);
                    // a virtual one would keep a processor of the others while it reads from the pipe
                    Thread.ofPlatform().daemon().start(() -> output.lines().forEach(System.out::println));
                    return new RunningSystem(
                            Optional.of(new Launched(data, launcher)),
                            line.substring(READY.length()).strip(),
                            givenPassword(),
                            before);
                }
                before.add(line);
            }
            throw new IllegalStateException("./run ended with " + launcher.waitFor()
                    + " before it was ready, with the output: " + String.join(" | ", before));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process launch(Path data, int port, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("./run").directory(root().toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "INCHARGE_PORT",
                        Integer.toString(port),
                        "INCHARGE_DATA",
                        data.toString(),
                        "INCHARGE_DEMO",
                        "false",
                        // a training run takes longer than it saves the few starts here
                        "INCHARGE_AOT",
                        "false",
                        "INCHARGE_RATE_LIMIT",
                        "0"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /**
     * In memory if there is room: these tests kill processes and never the machine, so syncs need not cost anything.
     */
    static Path place() throws IOException {
        Path memory = Path.of("/dev/shm");
        boolean roomy = Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() > 4L << 30;
        return roomy ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** The project's root: tests run in the module's folder. */
    static Path root() {
        return Path.of("").toAbsolutePath().getParent();
    }

    /** What the launcher printed before it was ready. */
    List<String> output() {
        return output;
    }

    /** Skips the test that calls it where the system runs elsewhere. */
    void requireLaunched() {
        Assumptions.assumeTrue(launched.isPresent(), "needs the processes of a system that the tests start");
    }

    /** Skips the test that calls it where the system runs elsewhere. */
    private Path data() {
        requireLaunched();
        return launched.get().data();
    }

    String url() {
        return url;
    }

    /** The password of the demo users. */
    String password() {
        return password;
    }

    /** A token of one of the demo users, where the identity provider is another than the gateway. */
    Optional<String> token(String user) {
        return given("INCHARGE_TOKEN_" + user.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Optional<String> given(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
    }

    /** The password from the variables that the gateway reads too. */
    private static String givenPassword() {
        return given("INCHARGE_OWN_SIGN_IN_PASSWORD_FILE")
                .map(file -> content(Path.of(file)))
                .or(() -> given("INCHARGE_OWN_SIGN_IN_PASSWORD"))
                .orElse("demo");
    }

    private static String content(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path log(String part) {
        return data().resolve("log").resolve(part + ".log");
    }

    /** The content of {@code run/addresses.env}. */
    Map<String, String> addresses() {
        try {
            Map<String, String> addresses = new TreeMap<>();
            for (String line : Files.readAllLines(data().resolve("run/addresses.env"))) {
                int equals = line.indexOf('=');
                addresses.put(line.substring(0, equals), line.substring(equals + 1));
            }
            return addresses;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path pidFile(String part) {
        return data().resolve("run").resolve(part + ".pid");
    }

    ProcessHandle part(String name) {
        try {
            long pid = Long.parseLong(Files.readString(pidFile(name)).strip());
            return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException(name + " does not run"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9. */
    void kill(String part) {
        part(part).destroyForcibly();
    }

    /** Stops the system as Ctrl-C does, checks that no process remains, and deletes the workspace. */
    @Override
    public void close() {
        launched.ifPresent(this::stop);
    }

    private void stop(Launched system) {
        List<ProcessHandle> running = PARTS.stream()
                .filter(part -> Files.exists(pidFile(part)))
                .map(this::part)
                .toList();
        system.launcher().destroy();
        try {
            assertThat(system.launcher().waitFor(150, TimeUnit.SECONDS))
                    .as("the launcher stops")
                    .isTrue();
            assertThat(running).noneMatch(ProcessHandle::isAlive);
            try (Stream<Path> files = Files.walk(system.data())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

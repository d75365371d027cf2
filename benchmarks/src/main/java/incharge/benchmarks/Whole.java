package incharge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The whole, started with {@code ./run} in a workspace without demo data and without a limit of rate. */
final class Whole implements AutoCloseable {
    private static final String READY = "InCharge is ready: ";
    private static final Pattern LISTENS = Pattern.compile("Tomcat started on port (\\d+)");

    private final Workspace workspace;
    private final Process launcher;
    private final URI gateway;
    private final Duration tookToStart;
    private final String token;

    private Whole(Workspace workspace, Process launcher, URI gateway, Duration tookToStart) {
        this.workspace = workspace;
        this.launcher = launcher;
        this.gateway = gateway;
        this.tookToStart = tookToStart;
        Runtime.getRuntime().addShutdownHook(new Thread(launcher::destroy));
        this.token = token();
    }

    static Whole start(Workspace workspace) {
        Report.progress("starting the whole");
        try {
            var builder = new ProcessBuilder("./run")
                    .directory(Path.of(System.getProperty("incharge.home")).toFile());
            builder.environment()
                    .putAll(Map.of(
                            "INCHARGE_PORT",
                            Integer.toString(freePort()),
                            "INCHARGE_DATA",
                            workspace.directory().toString(),
                            "INCHARGE_DEMO",
                            "false",
                            "INCHARGE_RATE_LIMIT",
                            "0"));
            builder.environment().remove("INCHARGE_MONGODB_URI");
            builder.environment().remove("INCHARGE_KAFKA_BOOTSTRAP");
            long began = System.nanoTime();
            Process launcher = builder.redirectErrorStream(true).start();
            var said = new BufferedReader(new InputStreamReader(launcher.getInputStream(), UTF_8));
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                System.err.println("    " + line);
                if (line.startsWith(READY)) {
                    var took = Duration.ofNanos(System.nanoTime() - began);
                    Thread.ofVirtual().start(() -> echo(said));
                    String url = line.substring(READY.length()).strip().split(" ", 2)[0];
                    return new Whole(workspace, launcher, URI.create(url), took);
                }
            }
            throw new IllegalStateException("./run ended with " + launcher.waitFor() + " before it was ready");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void echo(BufferedReader said) {
        try {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                System.err.println("    " + line);
            }
        } catch (IOException e) {
            System.err.println("    (" + e.getMessage() + ")"); // as the launcher ends
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String token() {
        try (var wire = new Wire(gateway)) {
            String basic = "Basic " + Base64.getEncoder().encodeToString("demo-admin:demo".getBytes(UTF_8));
            var request = Wire.post(
                    "/oauth2/token",
                    basic,
                    "application/x-www-form-urlencoded",
                    "grant_type=client_credentials".getBytes(UTF_8));
            return "Bearer "
                    + wire.send(request).expect(200).json().get("access_token").asString();
        }
    }

    Workspace workspace() {
        return workspace;
    }

    URI gateway() {
        return gateway;
    }

    /** A service at its own port, past the gateway. */
    URI service(String name) {
        try {
            List<String> ports = LISTENS.matcher(
                            Files.readString(workspace.directory().resolve("log/" + name + ".log")))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
            return URI.create("http://127.0.0.1:" + ports.getLast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid(String part) {
        try {
            return Long.parseLong(Files.readString(workspace.directory().resolve("run/" + part + ".pid"))
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From the call of {@code ./run} to its line that says ready. */
    Duration tookToStart() {
        return tookToStart;
    }

    /** Value of the header Authorization. */
    String bearer() {
        return token;
    }

    Answer get(String path, String... headers) {
        try (var wire = new Wire(gateway)) {
            return wire.send(Wire.get(path, token, headers)).expect(200);
        }
    }

    Answer post(String path, String json, int status) {
        try (var wire = new Wire(gateway)) {
            return wire.send(Wire.postJson(path, token, json)).expect(status);
        }
    }

    /** As Ctrl-C does. */
    @Override
    public void close() {
        launcher.destroy();
        try {
            if (!launcher.waitFor(60, TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
                throw new IllegalStateException("the whole did not stop within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package incharge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import incharge.local.ApiClient;
import incharge.local.ApiClient.Part;
import incharge.local.ApiClient.Request;
import incharge.local.FreePorts;
import incharge.local.JvmOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The system, started with {@code ./run} in a workspace without demo data and without a rate limit. */
final class RunningSystem implements Processes, AutoCloseable {
    private static final String READY = "InCharge is ready: ";
    private static final Pattern LISTENS = Pattern.compile("Tomcat started on port (\\d+)");

    private static final List<String> PARTS = List.of(
            "mongod",
            "kafka",
            "customer-service",
            "responsibility-service",
            "grouping-service",
            "reporting-service",
            "gateway");

    private final Workspace workspace;
    private final JvmOptions jvm;
    private final Process launcher;
    private final URI gateway;
    private final Duration tookToStart;
    private final String token;
    private final ApiClient http = new ApiClient(Duration.ofMinutes(2));

    private RunningSystem(Workspace workspace, JvmOptions jvm, Process launcher, URI gateway, Duration tookToStart) {
        this.workspace = workspace;
        this.jvm = jvm;
        this.launcher = launcher;
        this.gateway = gateway;
        this.tookToStart = tookToStart;
        Runtime.getRuntime().addShutdownHook(new Thread(launcher::destroy));
        this.token = token();
    }

    static RunningSystem start(Workspace workspace, JvmOptions jvm) {
        Report.progress("starting the system");
        try {
            ProcessBuilder builder = new ProcessBuilder("./run")
                    .directory(Path.of(System.getProperty("incharge.home")).toFile());
            builder.environment()
                    .putAll(Map.of(
                            "INCHARGE_PORT",
                            Integer.toString(FreePorts.choose()),
                            "INCHARGE_DATA",
                            workspace.directory().toString(),
                            "INCHARGE_DEMO",
                            "false",
                            "INCHARGE_RATE_LIMIT",
                            "0",
                            "INCHARGE_JVM",
                            jvm.label()));
            builder.environment().remove("INCHARGE_MONGODB_URI");
            builder.environment().remove("INCHARGE_KAFKA_BOOTSTRAP");
            long began = System.nanoTime();
            Process launcher = builder.redirectErrorStream(true).start();
            var output = new BufferedReader(new InputStreamReader(launcher.getInputStream(), UTF_8));
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                System.err.println("    " + line);
                if (line.startsWith(READY)) {
                    var took = Duration.ofNanos(System.nanoTime() - began);
                    Thread.ofVirtual().start(() -> echo(output));
                    String url = line.substring(READY.length()).strip().split(" ", 2)[0];
                    return new RunningSystem(workspace, jvm, launcher, URI.create(url), took);
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

    private static void echo(BufferedReader output) {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                System.err.println("    " + line);
            }
        } catch (IOException e) {
            System.err.println("    (" + e.getMessage() + ")"); // as the launcher ends
        }
    }

    private String token() {
        Request request = Request.to(gateway + "/oauth2/token")
                .method("POST")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("demo-admin:demo".getBytes(UTF_8)))
                .body("application/x-www-form-urlencoded", "grant_type=client_credentials");
        Answer answer = Answer.of(http.send(request)).expect(200);
        return "Bearer " + answer.json().get("access_token").asString();
    }

    /** Stops it and starts it again in the same workspace. */
    RunningSystem again() {
        close();
        return start(workspace, jvm);
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

    @Override
    public Map<String, Long> pids() {
        var pids = new LinkedHashMap<String, Long>();
        PARTS.forEach(part -> pids.put(part, pid(part)));
        return pids;
    }

    long pid(String part) {
        try {
            return Long.parseLong(Files.readString(workspace.directory().resolve("run/" + part + ".pid"))
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The time from the call of {@code ./run} to its line that says ready. */
    Duration tookToStart() {
        return tookToStart;
    }

    /** Value of the header Authorization. */
    String bearer() {
        return token;
    }

    /** The answer of whatever status. */
    Answer attempt(String path, String... headers) {
        return send(request(path).headers(headers));
    }

    Answer get(String path, String... headers) {
        return attempt(path, headers).expect(200);
    }

    Answer post(String path, String json) {
        return send(request(path).method("POST").body("application/json", json)).expect(200);
    }

    /** Sends a file to an import. */
    Answer upload(String kind, byte[] csv) {
        Part file = Part.file(kind + ".csv", "text/csv", csv);
        return send(request("/api/" + kind + "/imports").method("POST").form(List.of(file)))
                .expect(202);
    }

    private Request request(String path) {
        return Request.to(gateway + path).header("Authorization", token);
    }

    private Answer send(Request request) {
        return Answer.of(http.send(request));
    }

    /** Stops it as Ctrl-C does. */
    @Override
    public void close() {
        http.close();
        launcher.destroy();
        try {
            if (!launcher.waitFor(60, TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
                throw new IllegalStateException("the system did not stop within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

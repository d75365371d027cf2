package incharge.local;

import incharge.local.ApiClient.Part;
import incharge.local.ApiClient.Request;
import incharge.local.ApiClient.Response;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.bson.Document;

/** The API of the running system: a token, imports, queries. Repeats requests while a part is being started again. */
final class Api implements AutoCloseable {
    private static final Duration RETRY = Duration.ofSeconds(90);
    private static final Duration IMPORT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ApiClient http = new ApiClient(Duration.ofSeconds(30));
    private final String url;
    private final String basic;
    private final Map<String, Long> reached;
    private String token;

    Api(String url, String client, String secret) {
        this(url, client, secret, new TreeMap<>());
    }

    private Api(String url, String client, String secret, Map<String, Long> reached) {
        this.reached = reached;
        this.url = url;
        this.basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the same API as another client reads and changes it; what either changed is visible to both. */
    Api as(String client, String secret) {
        return new Api(url, client, secret, reached);
    }

    /** Reads what is there after all that was changed here. */
    Document get(String path) {
        return json(send(seeing(authorized("GET", path))));
    }

    /**
     * Sends a command; with the same key it has its effect once.
     *
     * @param source of the change, as the header {@code Command-Source} names it
     * @return the answer's body, empty if it has none
     */
    Document command(String method, String path, String body, String source, String idempotencyKey) {
        Response response = send(seeing(authorized(method, path))
                .header("Idempotency-Key", idempotencyKey)
                .header("Command-Source", source)
                .body("application/json", body));
        response.headers().firstValue("Event-Position").ifPresent(this::remember);
        return response.body().length == 0 ? new Document() : json(response);
    }

    /** Adds a file; with the same key it is added once. Returns the answer's body. */
    Document upload(String path, String fileName, byte[] file, String idempotencyKey) {
        Response response = send(seeing(authorized("POST", path))
                .header("Idempotency-Key", idempotencyKey)
                .form(List.of(Part.file(fileName, "application/octet-stream", file))));
        response.headers().firstValue("Event-Position").ifPresent(this::remember);
        return json(response);
    }

    /**
     * Starts an import, or finds the one that carried the same key, and waits until it ends. Returns its last state.
     */
    Document importFile(String path, String fileName, byte[] file, String idempotencyKey) {
        Response accepted = send(authorized("POST", path)
                .header("Idempotency-Key", idempotencyKey)
                .form(List.of(Part.file(fileName, "text/csv", file))));
        String location = accepted.headers()
                .firstValue("Location")
                .map(given -> URI.create(url).resolve(given).getPath())
                .orElseThrow(() -> new IllegalStateException("an import without Location: " + accepted.text()));
        long deadline = System.nanoTime() + IMPORT.toNanos();
        while (true) {
            Response response = send(authorized("GET", location));
            Document state = json(response);
            if (!"running".equals(state.getString("state"))) {
                response.headers().firstValue("Event-Position").ifPresent(this::remember);
                return state;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(location + " still runs after " + IMPORT.toMinutes() + " minutes");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Waits until a query shows everything that was imported. */
    void awaitVisible(String path, Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (true) {
            Optional<Response> response = attempt(seeing(authorized("GET", path)));
            if (response.filter(given -> given.statusCode() == 200).isPresent()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(path + " does not show " + reached + " after " + time.toSeconds() + " s"
                        + response.map(given -> ": " + given.text()).orElse(""));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Request seeing(Request request) {
        return reached.isEmpty()
                ? request
                : request.header(
                        "Min-Event-Position",
                        reached.entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining(", ")));
    }

    private void remember(String positions) {
        for (String each : positions.split(",")) {
            String[] sides = each.strip().split("=");
            reached.merge(sides[0], Long.valueOf(sides[1]), Math::max);
        }
    }

    private Request authorized(String method, String path) {
        if (token == null) {
            Request request = Request.to(url + "/oauth2/token")
                    .method("POST")
                    .header("Authorization", "Basic " + basic)
                    .body("application/x-www-form-urlencoded", "grant_type=client_credentials");
            token = json(send(request)).getString("access_token");
        }
        return Request.to(url + path).method(method).header("Authorization", "Bearer " + token);
    }

    private Response send(Request request) {
        long deadline = System.nanoTime() + RETRY.toNanos();
        while (true) {
            Optional<Response> response = attempt(request);
            if (response.filter(given -> given.statusCode() < 300).isPresent()) {
                return response.get();
            }
            boolean retryable = response.map(Response::statusCode)
                    .map(status -> status >= 500 || status == 429)
                    .orElse(true);
            if (!retryable || System.nanoTime() > deadline) {
                throw new IllegalStateException(request.method() + " " + request.uri() + " failed: "
                        + response.map(given -> given.statusCode() + ": " + given.text())
                                .orElse("no response"));
            }
            LockSupport.parkNanos(PAUSE.multipliedBy(4).toNanos());
        }
    }

    private Optional<Response> attempt(Request request) {
        try {
            return Optional.of(http.send(request));
        } catch (UncheckedIOException _) {
            return Optional.empty(); // the gateway is not listening: the caller tries again
        }
    }

    // The driver reads JSON: no other JSON library is needed here.
    private static Document json(Response response) {
        return Document.parse(response.text());
    }

    @Override
    public void close() {
        http.close();
    }
}

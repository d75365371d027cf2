package incharge.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.bson.Document;

/** The running system as a script sees it: a token, imports, queries. Goes on asking while a part is being started again. */
final class Api {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration IMPORT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String BOUNDARY = "incharge-part-of-the-form";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String basic;
    private final Map<String, Long> reached = new TreeMap<>();
    private String token;

    Api(String url, String client, String secret) {
        this.url = url;
        this.basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    Document get(String path) {
        return json(send(authorized(path).GET()));
    }

    /** Starts an import, or finds the one that carried the same key, and waits until it is over. Returns its last state. */
    Document importFile(String path, String fileName, byte[] file, String idempotencyKey) {
        HttpResponse<String> accepted = send(authorized(path)
                .header("Idempotency-Key", idempotencyKey)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(form(fileName, file)));
        String location = accepted.headers()
                .firstValue("Location")
                .map(given -> URI.create(url).resolve(given).getPath())
                .orElseThrow(() -> new IllegalStateException("an import without Location: " + accepted.body()));
        long deadline = System.nanoTime() + IMPORT.toNanos();
        while (true) {
            HttpResponse<String> answer = send(authorized(location).GET());
            Document state = json(answer);
            if (!"running".equals(state.getString("state"))) {
                answer.headers().firstValue("Event-Position").ifPresent(this::remember);
                return state;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(location + " still runs after " + IMPORT.toMinutes() + " minutes");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Waits until a query answers with all that was imported. */
    void awaitVisible(String path, Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        String positions = reached.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(", "));
        while (true) {
            var request = authorized(path);
            if (!positions.isEmpty()) {
                request.header("Min-Event-Position", positions);
            }
            HttpResponse<String> answer = once(request.GET());
            if (answer != null && answer.statusCode() == 200) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(path + " does not show " + positions + " after " + time.toSeconds()
                        + " s" + (answer == null ? "" : ": " + answer.body()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void remember(String positions) {
        for (String each : positions.split(",")) {
            String[] sides = each.strip().split("=");
            reached.merge(sides[0], Long.valueOf(sides[1]), Math::max);
        }
    }

    private HttpRequest.Builder authorized(String path) {
        if (token == null) {
            var request = HttpRequest.newBuilder(URI.create(url + "/oauth2/token"))
                    .timeout(Duration.ofSeconds(30))
                    .header("Authorization", "Basic " + basic)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("grant_type=client_credentials"));
            token = json(send(request)).getString("access_token");
        }
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.BodyPublisher form(String fileName, byte[] file) {
        String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                + "\"\r\nContent-Type: text/csv\r\n\r\n";
        String foot = "\r\n--" + BOUNDARY + "--\r\n";
        return BodyPublishers.concat(
                BodyPublishers.ofString(head), BodyPublishers.ofByteArray(file), BodyPublishers.ofString(foot));
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            HttpResponse<String> answer = once(builder);
            if (answer != null && answer.statusCode() < 300) {
                return answer;
            }
            boolean passing = answer == null || answer.statusCode() >= 500 || answer.statusCode() == 429;
            if (!passing || System.nanoTime() > deadline) {
                HttpRequest request = builder.build();
                throw new IllegalStateException(request.method() + " " + request.uri() + " answered "
                        + (answer == null ? "nothing" : answer.statusCode() + ": " + answer.body()));
            }
            LockSupport.parkNanos(PAUSE.multipliedBy(4).toNanos());
        }
    }

    /** Null when there was no answer. */
    private HttpResponse<String> once(HttpRequest.Builder builder) {
        try {
            return http.send(builder.build(), BodyHandlers.ofString());
        } catch (IOException _) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }

    // The driver reads JSON: no other JSON library is needed here.
    private static Document json(HttpResponse<String> answer) {
        return Document.parse(answer.body());
    }
}

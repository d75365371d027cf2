package incharge.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A client of the gateway that signs in as one of the demo clients and shows every answer as it came. */
final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final String url;
    private final String token;

    private Api(String url, String token) {
        this.url = url;
        this.token = token;
    }

    static Api as(String client, RunningSystem system) {
        String url = system.url();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/oauth2/token"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString((client + ":demo").getBytes(UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        Answer answer = send(request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return new Api(url, answer.json().get("access_token").asString());
    }

    static Api asNobody(RunningSystem system) {
        return new Api(system.url(), null);
    }

    /** The same without its token. */
    Api unsigned() {
        return new Api(url, null);
    }

    /** An answer; {@link #json} of a body that is JSON. */
    record Answer(HttpResponse<?> response, byte[] bytes) {

        int status() {
            return response.statusCode();
        }

        String text() {
            return new String(bytes, UTF_8);
        }

        JsonNode json() {
            return JSON.readTree(bytes);
        }

        String header(String name) {
            return response.headers()
                    .firstValue(name)
                    .orElseThrow(() -> new AssertionError("no " + name + " in " + response.headers()));
        }

        Answer expect(int status) {
            assertThat(status()).as(response.uri() + ": " + text()).isEqualTo(status);
            return this;
        }

        /** A problem document with this status and code. */
        Answer expectProblem(int status, String code) {
            expect(status);
            assertThat(header("content-type")).startsWith("application/problem+json");
            assertThat(json().get("code").asString()).as(text()).isEqualTo(code);
            return this;
        }
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, null, headers);
    }

    Answer post(String path, String json, String... headers) {
        return send("POST", path, "application/json", json, headers);
    }

    Answer put(String path, String json, String... headers) {
        return send("PUT", path, "application/json", json, headers);
    }

    Answer patch(String path, String json, String... headers) {
        return send("PATCH", path, "application/merge-patch+json", json, headers);
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, null, null, headers);
    }

    Answer send(String method, String path, String type, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(authorized(request));
    }

    /** The answer to opening a stream, of which nothing is read; a refusal is read whole. */
    Answer opened(String path) {
        HttpRequest request =
                authorized(HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60)));
        HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            return new Answer(response, response.statusCode() == 200 ? new byte[0] : body.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest authorized(HttpRequest.Builder request) {
        return (token == null ? request : request.header("Authorization", "Bearer " + token)).build();
    }

    private static Answer send(HttpRequest request) {
        HttpResponse<byte[]> response = send(request, BodyHandlers.ofByteArray());
        return new Answer(response, response.body());
    }

    private static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> reading) {
        try {
            return HTTP.send(request, reading);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends a file to an import; {@code query} begins with {@code ?} or is empty. */
    Answer upload(String kind, String query, String fileName, byte[] content, Map<String, String> parts) {
        String boundary = "incharge-acceptance-boundary";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        parts.forEach((name, value) -> body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\""
                        + name + "\"\r\nContent-Type: application/json\r\n\r\n" + value + "\r\n")
                .getBytes(UTF_8)));
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/api/" + kind + "/imports" + query))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()));
        return send(authorized(request));
    }

    /** Imports a file, waits for its end and answers with it. */
    Answer importFile(String kind, Path file) {
        try {
            return finished(upload(kind, "", file.getFileName().toString(), Files.readAllBytes(file), Map.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer importText(String kind, String query, String csv) {
        return finished(upload(kind, query, kind + ".csv", csv.getBytes(UTF_8), Map.of()));
    }

    /** The rows that the import of an upload has done so far; 0 while it cannot be asked. */
    int progress(Answer accepted) {
        Answer now = get(importOf(accepted));
        return now.status() == 200 ? now.json().get("processed").asInt() : 0;
    }

    private static String importOf(Answer accepted) {
        String location = accepted.expect(202).header("Location");
        return location.startsWith("http") ? URI.create(location).getPath() : location;
    }

    /** The import that an upload started, when it is over; passing 503s are waited out. */
    Answer finished(Answer accepted) {
        String path = importOf(accepted);
        return await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(
                        () -> get(path),
                        answer -> answer.status() == 200
                                && !answer.json().get("state").asString().equals("running"));
    }

    /** The items of a list, all pages. */
    List<JsonNode> all(String path, String... headers) {
        List<JsonNode> items = new ArrayList<>();
        String separator = path.contains("?") ? "&" : "?";
        JsonNode page = get(path + separator + "limit=500", headers).expect(200).json();
        while (true) {
            JsonNode found = page.has("items") ? page.get("items") : page.get("rows");
            found.forEach(items::add);
            if (page.get("next") == null || page.get("next").isNull()) {
                assertThat(items).hasSize(page.get("total").asInt());
                return items;
            }
            page = get(path + separator + "limit=500&cursor=" + page.get("next").asString(), headers)
                    .expect(200)
                    .json();
        }
    }
}

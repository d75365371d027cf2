package incharge.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incharge.contracts.ProblemCodes;
import incharge.local.ApiClient;
import incharge.local.ApiClient.Part;
import incharge.local.ApiClient.Request;
import incharge.local.ApiClient.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The API behind the gateway as one of the demo clients sees it. */
final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ApiClient HTTP = new ApiClient();

    private final String url;
    private final String token;

    private Api(String url, String token) {
        this.url = url;
        this.token = token;
    }

    static Api as(String client, RunningSystem system) {
        return new Api(
                system.url(), system.token(client).orElseGet(() -> token(client, system.password(), system.url())));
    }

    /** With the password of a system that {@code ./run} started, at another address than its own. */
    static Api as(String client, String url) {
        return new Api(url, token(client, "demo", url));
    }

    private static String token(String client, String password, String url) {
        String login = client + ":" + password;
        Request request = Request.to(url + "/oauth2/token")
                .method("POST")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)))
                .body("application/x-www-form-urlencoded", "grant_type=client_credentials");
        var answer = new Answer(HTTP.send(request));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("access_token").asString();
    }

    static Api asNobody(RunningSystem system) {
        return new Api(system.url(), null);
    }

    /** The same without its token. */
    Api unsigned() {
        return new Api(url, null);
    }

    /** A response with assertions. */
    record Answer(Response response) {

        int status() {
            return response.statusCode();
        }

        byte[] bytes() {
            return response.body();
        }

        String text() {
            return response.text();
        }

        JsonNode json() {
            return JSON.readTree(response.body());
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
        Request request = request(path).method(method).headers(headers);
        return answer(request, HTTP.send(body == null ? request : request.body(type, body)));
    }

    /** Sends a picture, or what is said to be one. */
    Answer putPicture(String path, byte[] content, String... headers) {
        Request request = request(path).method("PUT").headers(headers);
        return answer(request, HTTP.send(request.body("image/png", content)));
    }

    /** Fails for a problem with a code that the document does not list for the operation. */
    private static Answer answer(Request request, Response response) {
        boolean problem = response.headers()
                .firstValue("content-type")
                .filter(type -> type.startsWith("application/problem+json"))
                .isPresent();
        if (problem) {
            assertThat(ProblemCodes.unlisted(request.method(), response.uri().getPath(), response.body()))
                    .isEmpty();
        }
        return new Answer(response);
    }

    /** The answer to opening a stream that is closed at once. The body of a refusal is read. */
    Answer opened(String path) {
        Request request = request(path);
        try (ApiClient.OpenResponse stream = ApiClient.open(request)) {
            byte[] body =
                    stream.statusCode() == 200 ? new byte[0] : stream.body().readAllBytes();
            return new Answer(new Response(request.uri(), stream.statusCode(), stream.headers(), body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A stream that stays open until it is closed. */
    ApiClient.OpenResponse open(String path, String... headers) {
        return ApiClient.open(request(path).headers(headers));
    }

    private Request request(String path) {
        Request request = Request.to(url + path);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** Sends a file to an import; {@code query} begins with {@code ?} or is empty. */
    Answer upload(
            String kind, String query, String fileName, byte[] content, Map<String, String> parts, String... headers) {
        List<Part> form = new ArrayList<>();
        parts.forEach((name, value) -> form.add(Part.text(name, "application/json", value)));
        form.add(Part.file(fileName, "application/octet-stream", content));
        Request request = request("/api/" + kind + "/imports" + query)
                .method("POST")
                .headers(headers)
                .form(form);
        return answer(request, HTTP.send(request));
    }

    /** Adds a file beneath a customer or a project. */
    Answer addFile(String path, String fileName, byte[] content) {
        Request request =
                request(path).method("POST").form(List.of(Part.file(fileName, "application/octet-stream", content)));
        return answer(request, HTTP.send(request));
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

    /** The number of rows that the import of an upload has processed so far; 0 while the service is away. */
    int progress(Answer accepted) {
        Answer now = get(importOf(accepted));
        return now.status() == 200 ? now.json().get("processed").asInt() : 0;
    }

    private static String importOf(Answer accepted) {
        String location = accepted.expect(202).header("Location");
        return location.startsWith("http") ? URI.create(location).getPath() : location;
    }

    /** Waits for the end of the import that an upload started and returns it; repeats requests that answer 503. */
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
                if (page.has("total")) {
                    assertThat(items).hasSize(page.get("total").asInt());
                }
                return items;
            }
            page = get(path + separator + "limit=500&cursor=" + page.get("next").asString(), headers)
                    .expect(200)
                    .json();
        }
    }
}

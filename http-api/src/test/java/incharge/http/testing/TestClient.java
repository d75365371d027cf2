package incharge.http.testing;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.local.ApiClient;
import incharge.local.ApiClient.Request;
import incharge.local.ApiClient.Response;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to a service under test as {@code demo-admin}, or as another client. */
public final class TestClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ApiClient HTTP = new ApiClient();

    private final String url;
    private final String client;

    public TestClient(int port) {
        this("http://127.0.0.1:" + port, "demo-admin");
    }

    private TestClient(String url, String client) {
        this.url = url;
        this.client = client;
    }

    /** The same as another of the demo clients. */
    public TestClient as(String other) {
        return new TestClient(url, other);
    }

    /** An answer; {@code body} is null when it is empty. */
    public record Answer(int status, JsonNode body, Response response) {

        public Answer expect(int expected) {
            assertThat(status).as("%s: %s", response.uri(), body).isEqualTo(expected);
            return this;
        }

        /** A problem with this status and code. */
        public Answer expectProblem(int expected, String code) {
            expect(expected);
            assertThat(body.get("code").asString()).isEqualTo(code);
            return this;
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        public String text(String field) {
            JsonNode value = body.get(field);
            return value == null || value.isNull() ? null : value.asString();
        }

        /** The fields that a problem names. */
        public List<String> fields() {
            List<String> fields = new ArrayList<>();
            body.get("errors").forEach(error -> fields.add(error.get("field").asString()));
            return fields;
        }
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer post(String path, String json, String... headers) {
        return send("POST", path, json, headers);
    }

    public Answer send(String method, String path, String json, String... headers) {
        Request request = Request.to(url + path)
                .method(method)
                .header("Authorization", TestTokens.bearer(client))
                .headers(headers);
        Response response = HTTP.send(
                json == null
                        ? request.header("Content-Type", "application/json")
                        : request.body("application/json", json));
        JsonNode body = response.body().length == 0 ? null : JSON.readTree(response.body());
        return new Answer(response.statusCode(), body, response);
    }
}

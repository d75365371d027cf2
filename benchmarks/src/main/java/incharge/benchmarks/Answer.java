package incharge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import incharge.local.ApiClient.Response;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * An HTTP answer.
 *
 * @param headers the value of a header, or null
 */
record Answer(int status, UnaryOperator<String> headers, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Answer of(Response response) {
        return new Answer(
                response.statusCode(),
                name -> response.headers().firstValue(name).orElse(null),
                response.body());
    }

    /** @throws IllegalStateException with the answer if it has another status: errors are not measured */
    Answer expect(int expected) {
        if (status != expected) {
            throw new IllegalStateException("expected " + expected + " and got " + status + ": " + text());
        }
        return this;
    }

    String text() {
        return new String(body, UTF_8);
    }

    JsonNode json() {
        return JSON.readTree(body);
    }

    /** The value of a header, or null. */
    String header(String name) {
        return headers.apply(name);
    }
}

package incharge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * An HTTP answer.
 *
 * @param head the status line and the headers as they came
 */
record Answer(int status, String head, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws IllegalStateException showing the answer when it is another one: nothing is measured on errors */
    Answer expect(int expected) {
        if (status != expected) {
            throw new IllegalStateException("expected " + expected + " and got " + head + "\n" + text());
        }
        return this;
    }

    String text() {
        return new String(body, UTF_8);
    }

    JsonNode json() {
        return JSON.readTree(body);
    }

    /** The header's value, or null. */
    String header(String name) {
        return Wire.header(head, name);
    }
}

package incharge.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incharge.local.ApiClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The live changes that a client receives, collected until the stream is closed. */
final class ChangeFeed implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * An event of the stream.
     *
     * @param name null if the stream names none
     */
    record Event(String id, String name, String data) {

        JsonNode json() {
            return JSON.readTree(data);
        }
    }

    private final ApiClient.OpenResponse response;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    private ChangeFeed(ApiClient.OpenResponse response) {
        this.response = response;
    }

    /** @param query begins with {@code ?} or is empty */
    static ChangeFeed open(Api api, String query, String... headers) {
        ApiClient.OpenResponse response = api.open("/api/changes" + query, headers);
        assertThat(response.statusCode()).isEqualTo(200);
        var feed = new ChangeFeed(response);
        Thread.ofVirtual().start(feed::read);
        return feed;
    }

    private void read() {
        var lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
        String id = null;
        String name = null;
        var data = new StringBuilder();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty() || name != null) {
                        events.add(new Event(id, name, data.toString()));
                    }
                    name = null;
                    data.setLength(0);
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                }
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            // the test closed the stream
            events.add(new Event(id, "end", e.toString()));
        }
    }

    /** The events received so far. */
    List<Event> events() {
        return events;
    }

    Event first() {
        await().until(() -> !events.isEmpty());
        return events.getFirst();
    }

    /** The first change that is as wanted. */
    JsonNode awaitChange(Predicate<JsonNode> wanted) {
        return await().until(
                        () -> events.stream()
                                .filter(event -> event.data().startsWith("{"))
                                .map(Event::json)
                                .filter(wanted)
                                .findFirst()
                                .orElse(null),
                        found -> found != null);
    }

    /** Waits until so many events said that everything must be loaded anew. */
    void awaitResets(int count) {
        await().until(() ->
                events.stream().filter(event -> "reset".equals(event.name())).count() == count);
    }

    @Override
    public void close() {
        response.close();
    }
}

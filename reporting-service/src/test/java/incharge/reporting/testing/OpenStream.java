package incharge.reporting.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Server-sent events as a client takes them that keeps to the standard. */
public final class OpenStream implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param name {@code message} when the event has none */
    public record Event(String id, String name, String data) {
        public JsonNode json() {
            return JsonMapper.shared().readTree(data);
        }

        /** As {@code customers=1042}. */
        public String position() {
            return json().get("position").asString();
        }
    }

    private final HttpResponse<java.io.InputStream> response;
    /** Guarded by itself. */
    private final List<Event> events = new ArrayList<>();

    private volatile String lastId;
    private volatile int comments;
    private volatile boolean ended;
    private volatile boolean brokenOff;

    OpenStream(URI uri, String bearer, String... headers) {
        var request = HttpRequest.newBuilder(uri).header("Authorization", bearer);
        try {
            response = CLIENT.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        String id = null;
        String name = "message";
        var data = new StringBuilder();
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    lastId = id == null ? lastId : id;
                    if (!data.isEmpty()) {
                        synchronized (events) {
                            events.add(new Event(lastId, name, data.toString()));
                        }
                    }
                    data.setLength(0);
                    name = "message";
                } else if (line.startsWith(":")) {
                    comments++;
                } else {
                    var field = line.split(": ", 2);
                    switch (field[0]) {
                        case "id" -> id = field[1];
                        case "event" -> name = field[1];
                        case "data" -> data.append(field[1]);
                        default -> throw new AssertionError("not a line of an event: " + line);
                    }
                }
            }
        } catch (IOException _) {
            brokenOff = true;
        }
        ended = true;
    }

    public HttpResponse<java.io.InputStream> response() {
        return response;
    }

    public List<Event> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    /** The positions of the events, in their order; {@code reset} stands for itself. */
    public List<String> told() {
        return events().stream()
                .map(event -> event.name().equals("message") ? event.position() : event.name())
                .toList();
    }

    /** Returns the value of {@code Last-Event-ID}; null before the first id. */
    public String lastId() {
        return lastId;
    }

    public int comments() {
        return comments;
    }

    public boolean ended() {
        return ended;
    }

    /** Whether it ended in the middle of the answer. */
    public boolean brokenOff() {
        return brokenOff;
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}

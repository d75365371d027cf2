package incharge.reporting.testing;

import incharge.local.ApiClient;
import incharge.local.ApiClient.OpenResponse;
import incharge.local.ApiClient.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads server-sent events as the standard describes them. */
public final class OpenStream implements AutoCloseable {

    /** @param name {@code message} when the event has none */
    public record Event(String id, String name, String data) {
        public JsonNode json() {
            return JsonMapper.shared().readTree(data);
        }

        /** Returns a position such as {@code customers=1042}. */
        public String position() {
            return json().get("position").asString();
        }
    }

    private final OpenResponse response;
    /** This list is guarded by itself. */
    private final List<Event> events = new ArrayList<>();

    private volatile String lastId;
    private volatile String position;
    private volatile int comments;
    private volatile boolean ended;
    private volatile boolean brokenOff;

    OpenStream(Request request) {
        response = ApiClient.open(request);
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        String id = null;
        String name = "message";
        var data = new StringBuilder();
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    lastId = id == null ? lastId : id;
                    if (name.equals("position")) {
                        position = data.toString();
                    } else if (!data.isEmpty()) {
                        synchronized (events) {
                            events.add(new Event(lastId, name, data.toString()));
                        }
                    }
                    data.setLength(0);
                    name = "message";
                } else if (line.startsWith(":")) {
                    comments++;
                } else {
                    String[] field = line.split(": ", 2);
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

    public OpenResponse response() {
        return response;
    }

    public List<Event> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    /** Returns the positions of the events in their order; a reset is listed as {@code reset}. */
    public List<String> positions() {
        return events().stream()
                .map(event -> event.name().equals("message") ? event.position() : event.name())
                .toList();
    }

    /** Returns the value of {@code Last-Event-ID}; null before the first id. */
    public String lastId() {
        return lastId;
    }

    /** Returns the data of the event {@code position}, which is not among the others; null before it. */
    public String position() {
        return position;
    }

    public int comments() {
        return comments;
    }

    public boolean ended() {
        return ended;
    }

    /** Returns whether it ended in the middle of the answer. */
    public boolean brokenOff() {
        return brokenOff;
    }

    @Override
    public void close() {
        response.close();
    }
}

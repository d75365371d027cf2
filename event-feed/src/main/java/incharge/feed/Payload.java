package incharge.feed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The payload of a fact in JSON. It is read once into each type that is asked for, and never if none is. */
public final class Payload {
    private final byte[] bytes;
    private final Map<Class<?>, Object> read = new ConcurrentHashMap<>();

    Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Payload of(JsonNode tree) {
        return new Payload(JsonMapper.shared().writeValueAsBytes(tree));
    }

    JsonNode tree() {
        return as(JsonNode.class, JsonMapper.shared());
    }

    /** Fails if the payload is not of this type. All calls for one type must name the same mapper. */
    <T> T as(Class<T> type, JsonMapper json) {
        return type.cast(read.computeIfAbsent(type, _ -> json.readValue(bytes, type)));
    }
}

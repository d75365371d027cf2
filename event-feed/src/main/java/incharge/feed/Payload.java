package incharge.feed;

import incharge.sealing.Sealed;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The payload of a fact in JSON. It is read once into each type that is asked for, and never if none is. Sealed texts
 * are opened when it is read; those of an erased person are absent.
 */
public final class Payload {
    private final byte[] bytes;
    private final UUID event;
    private final String type;
    private final KeyRing keys;
    private final Map<Class<?>, Object> read = new ConcurrentHashMap<>();

    /** @param type full name of the event's type */
    Payload(byte[] bytes, UUID event, String type, KeyRing keys) {
        this.bytes = bytes;
        this.event = event;
        this.type = type;
        this.keys = keys;
    }

    /** Makes a payload without sealed texts. */
    public static Payload of(JsonNode tree) {
        return new Payload(JsonMapper.shared().writeValueAsBytes(tree), null, null, null);
    }

    JsonNode tree() {
        return as(JsonNode.class, JsonMapper.shared());
    }

    /** Fails if the payload is not of this type. All calls for one type must name the same mapper. */
    <T> T as(Class<T> wanted, JsonMapper json) {
        return wanted.cast(read.computeIfAbsent(
                wanted,
                _ -> Sealed.mayBeIn(bytes) ? json.treeToValue(opened(), wanted) : json.readValue(bytes, wanted)));
    }

    private JsonNode opened() {
        JsonNode payload = JsonMapper.shared().readTree(bytes);
        Optional<ObjectNode> texts = Sealed.take(payload, event, type).flatMap(keys::open);
        return texts.isEmpty() ? payload : ((ObjectNode) payload).setAll(texts.get());
    }

    Optional<Sealed> sealed() {
        return Sealed.mayBeIn(bytes) ? Sealed.take(JsonMapper.shared().readTree(bytes), event, type) : Optional.empty();
    }
}

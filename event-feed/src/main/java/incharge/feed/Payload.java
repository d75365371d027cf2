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
    private volatile Parts parts;

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
                _ -> sealed().isPresent() ? json.treeToValue(opened(), wanted) : json.readValue(bytes, wanted)));
    }

    /** Returns the sealed texts as they are published; empty if there are none. */
    Optional<Sealed> sealed() {
        return parts().sealed();
    }

    /** Returns the payload without the sealed texts. */
    ObjectNode clear() {
        return sealed().isPresent() ? parts().clear() : JsonMapper.shared().readValue(bytes, ObjectNode.class);
    }

    private JsonNode opened() {
        ObjectNode payload = JsonMapper.shared().createObjectNode().setAll(parts().clear());
        sealed().flatMap(keys::open).ifPresent(payload::setAll);
        return payload;
    }

    /** The payload without its sealed member, and that; parsed once, and never where none can be. */
    private record Parts(ObjectNode clear, Optional<Sealed> sealed) {
        static final Parts UNSEALED = new Parts(null, Optional.empty());
    }

    private Parts parts() {
        Parts known = parts;
        if (known == null) {
            known = Parts.UNSEALED;
            if (Sealed.mayBeIn(bytes) && JsonMapper.shared().readTree(bytes) instanceof ObjectNode payload) {
                Optional<Sealed> sealed = Sealed.take(payload, event, type);
                known = sealed.isPresent() ? new Parts(payload, sealed) : Parts.UNSEALED;
            }
            parts = known;
        }
        return known;
    }
}

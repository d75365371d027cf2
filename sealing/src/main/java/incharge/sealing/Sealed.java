package incharge.sealing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The personal fields of one event. In its payload they stand in one member, the last one: {@code "sealed": {"key":
 * "<id>", "data": "<base64url>"}}. The associated data are the event's id, a line feed and its type, so that nobody can
 * move the member into another event.
 *
 * @param key id of the key, which is that of the person
 * @param data as it stands in the payload
 * @param event id of the event
 * @param type full name of the event's type, such as {@code incharge.responsibilities.EmployeeAdded.v1}
 */
public record Sealed(String key, String data, UUID event, String type) {
    private static final String MEMBER = "sealed";
    private static final String KEY = "key";
    private static final String DATA = "data";
    private static final byte[] BEGIN = "\"sealed\":{".getBytes(US_ASCII);
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Moves those of the fields that are there into a sealed member; without any, the payload stays as it is. */
    public static void seal(
            ObjectNode payload, Collection<String> fields, String id, SealingKey key, UUID event, String type) {
        ObjectNode texts = JSON.createObjectNode();
        for (String field : fields) {
            JsonNode text = payload.remove(field);
            if (text != null) {
                texts.set(field, text);
            }
        }
        if (!texts.isEmpty()) {
            byte[] data = key.seal(JSON.writeValueAsBytes(texts), associated(event, type));
            payload.putObject(MEMBER)
                    .put(KEY, id)
                    .put(DATA, Base64.getUrlEncoder().withoutPadding().encodeToString(data));
        }
    }

    /** Returns false if a payload, as {@link #seal} leaves it, has no sealed member. */
    public static boolean mayBeIn(byte[] payload) {
        for (int start = payload.length - BEGIN.length; start >= 0; start--) {
            int same = 0;
            while (same < BEGIN.length && payload[start + same] == BEGIN[same]) {
                same++;
            }
            if (same == BEGIN.length) {
                return true;
            }
        }
        return false;
    }

    /** Takes the sealed member out of a payload; empty if it has none. */
    public static Optional<Sealed> take(JsonNode payload, UUID event, String type) {
        return payload instanceof ObjectNode fields && fields.remove(MEMBER) instanceof ObjectNode member
                ? Optional.of(new Sealed(
                        member.path(KEY).asString(), member.path(DATA).asString(), event, type))
                : Optional.empty();
    }

    /** Returns the id of the key of a payload's sealed member; empty if it has none. */
    public static Optional<String> keyIn(byte[] payload) {
        return mayBeIn(payload) ? take(JSON.readTree(payload), null, null).map(Sealed::key) : Optional.empty();
    }

    /**
     * Returns the fields.
     *
     * @throws SealBroken if the key is not the right one, or something was changed
     */
    public ObjectNode open(SealingKey with) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            throw new SealBroken("its data are no base64url", e);
        }
        return JSON.readValue(with.open(bytes, associated(event, type)), ObjectNode.class);
    }

    private static byte[] associated(UUID event, String type) {
        return (event + "\n" + type).getBytes(UTF_8);
    }
}

package incharge.eventstore.log;

import java.util.Objects;

/**
 * Identifies a repeated request.
 *
 * @param key unique in a log: no second commit with it is ever written
 * @param bodyHash distinguishes a repeat from another request under the same key
 */
public record Idempotency(String key, String bodyHash) {
    public Idempotency {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(bodyHash, "bodyHash");
    }
}

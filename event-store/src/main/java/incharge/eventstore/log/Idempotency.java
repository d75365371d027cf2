package incharge.eventstore.log;

import java.util.Objects;

/**
 * What makes a repeated request known as the same.
 *
 * @param key unique in a log: no second commit with it is ever written
 * @param bodyHash tells a repeat from another request under the same key
 */
public record Idempotency(String key, String bodyHash) {
    public Idempotency {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(bodyHash, "bodyHash");
    }
}

package incharge.eventstore.log;

import java.util.Objects;

/** Key and value by which events are found, stored as {@code key:value}, so a key holds no colon. */
public record Tag(String key, String value) {
    public Tag {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        if (key.indexOf(':') >= 0) {
            throw new IllegalArgumentException("the key of tag " + key + ':' + value + " holds a colon");
        }
    }

    public static Tag of(String key, String value) {
        return new Tag(key, value);
    }

    /** Returns the stored form {@code key:value}. */
    public String encoded() {
        return key + ':' + value;
    }

    /** Returns the tag that has this stored form. */
    public static Tag decode(String encoded) {
        int colon = encoded.indexOf(':');
        return new Tag(encoded.substring(0, colon), encoded.substring(colon + 1));
    }
}

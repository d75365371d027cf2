package incharge.eventstore.log;

import java.util.Objects;

/**
 * Position in another log up to which a commit has answered its events.
 *
 * @param topic the other log
 * @param sequence position there of the last event answered
 */
public record Consumed(String topic, long sequence) {
    public Consumed {
        Objects.requireNonNull(topic, "topic");
    }

    /** Returns the tag that the first event of such a commit bears. */
    public static Tag tag(String topic) {
        return Tag.of("consumed", topic);
    }

    Tag tag() {
        return tag(topic);
    }
}

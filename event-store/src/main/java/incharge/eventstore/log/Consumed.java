package incharge.eventstore.log;

import java.util.Objects;

/**
 * How far a commit has answered another log's events.
 *
 * @param topic the other log
 * @param sequence position there of the last event answered
 */
public record Consumed(String topic, long sequence) {
    public Consumed {
        Objects.requireNonNull(topic, "topic");
    }

    /** The tag that the first event of such a commit bears. */
    public static Tag tag(String topic) {
        return Tag.of("consumed", topic);
    }

    Tag tag() {
        return tag(topic);
    }
}

package incharge.reporting.versions;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** The three logs that reporting reads, each through its topic; the order is that of Event-Position. */
public enum Source {
    CUSTOMERS,
    RESPONSIBILITIES,
    GROUPINGS;

    /** Returns the name in Event-Position, such as {@code customers}. */
    @JsonValue
    public String shortName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Returns the name in Kafka, such as {@code incharge.customers}. */
    public String topic() {
        return "incharge." + shortName();
    }

    /** @throws IllegalArgumentException when reporting does not read that topic */
    public static Source ofTopic(String topic) {
        return Arrays.stream(values())
                .filter(source -> source.topic().equals(topic))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a topic of ours: " + topic));
    }
}

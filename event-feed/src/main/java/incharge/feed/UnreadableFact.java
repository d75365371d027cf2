package incharge.feed;

/** A record says that it is an event of the log and is not as events are. */
public final class UnreadableFact extends RuntimeException {
    UnreadableFact(String topic, long offset, String why, Throwable cause) {
        super("topic " + topic + ", offset " + offset + ": " + why, cause);
    }
}

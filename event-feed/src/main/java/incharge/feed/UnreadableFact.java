package incharge.feed;

/** A record has the headers of an event of the log, and is not well-formed. */
public final class UnreadableFact extends RuntimeException {
    UnreadableFact(String topic, long offset, String detail, Throwable cause) {
        super("topic " + topic + ", offset " + offset + ": " + detail, cause);
    }
}

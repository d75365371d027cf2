package incharge.eventstore.decider;

/** A stored event has an unknown type or version or does not fit its type. Only commands that load it fail. */
public final class Unreadable extends RuntimeException {
    Unreadable(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}

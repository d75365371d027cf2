package incharge.eventstore.decider;

/** A stored event has a type or version this program does not know, or does not fit it; only what must load it fails. */
public final class Unreadable extends RuntimeException {
    Unreadable(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}

package incharge.eventstore.keys;

/** The database of the keys cannot be reached. */
public final class KeysUnavailable extends RuntimeException {
    KeysUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}

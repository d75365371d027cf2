package incharge.feed;

/** A key is not known, and whether it is erased cannot be found out now. */
public final class KeysUnavailable extends RuntimeException {
    KeysUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}

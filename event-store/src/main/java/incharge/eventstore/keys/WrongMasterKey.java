package incharge.eventstore.keys;

/**
 * The master key is missing, is no key or is another one than that of the stored keys, so the service must not start.
 */
public final class WrongMasterKey extends IllegalStateException {
    public WrongMasterKey(String message) {
        super(message);
    }

    WrongMasterKey(String message, Throwable cause) {
        super(message, cause);
    }
}

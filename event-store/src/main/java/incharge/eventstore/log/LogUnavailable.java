package incharge.eventstore.log;

/** The database cannot be reached; what was requested was certainly not done. */
public final class LogUnavailable extends LogException {
    LogUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}

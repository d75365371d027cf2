package incharge.eventstore.decider;

/** The log or the data of another service cannot be reached (503). A repeat under the same idempotency key is safe. */
public final class Unavailable extends RuntimeException {
    Unavailable(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}

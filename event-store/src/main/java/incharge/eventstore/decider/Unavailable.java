package incharge.eventstore.decider;

/** The log, or what another service tells, cannot be reached (503). A repeat under the same idempotency key is safe even if the first arrived. */
public final class Unavailable extends RuntimeException {
    public Unavailable(String message) {
        this(message, null);
    }

    Unavailable(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}

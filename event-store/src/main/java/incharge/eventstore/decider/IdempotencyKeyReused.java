package incharge.eventstore.decider;

/** The idempotency key belongs to another request (422). */
public final class IdempotencyKeyReused extends RuntimeException {
    IdempotencyKeyReused(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}

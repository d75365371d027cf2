package incharge.eventstore.decider;

/** Others were faster at every try (409); nothing was changed, trying again later may help. */
public final class Contended extends RuntimeException {
    Contended(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}

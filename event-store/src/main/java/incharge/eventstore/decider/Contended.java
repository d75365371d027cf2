package incharge.eventstore.decider;

/** Every try lost a race against other commands (409). Nothing was changed; a later retry may succeed. */
public final class Contended extends RuntimeException {
    public Contended(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}

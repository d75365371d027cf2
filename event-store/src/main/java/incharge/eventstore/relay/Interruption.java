package incharge.eventstore.relay;

/** This publication cannot go on; the next one starts from what the topic holds by then. */
final class Interruption extends RuntimeException {
    private final boolean refill;

    private Interruption(String why, Throwable cause, boolean refill) {
        super(why, cause);
        this.refill = refill;
    }

    static Interruption because(String why, Throwable cause) {
        return new Interruption(why, cause, false);
    }

    /** Makes an interruption by a topic that cannot be continued, so it has to be filled from the first event. */
    static Interruption refill(String why) {
        return new Interruption(why, null, true);
    }

    boolean refills() {
        return refill;
    }
}

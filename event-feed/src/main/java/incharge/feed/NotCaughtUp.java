package incharge.feed;

/** A topic is not consumed far enough to answer (503). Trying again later may help; nothing was changed. */
public final class NotCaughtUp extends RuntimeException {
    public NotCaughtUp(String topic) {
        super("The events of " + topic + " are not read at the moment.", null, false, false);
    }
}

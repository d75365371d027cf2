package incharge.eventstore.decider;

/** What the decision rests on has changed since the preview it is based on (409). */
public final class ChangedSincePreview extends RuntimeException {
    ChangedSincePreview(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}

package incharge.eventstore.decider;

/** An event within the boundary is newer than the preview on which the command is based (409). */
public final class ChangedSincePreview extends RuntimeException {
    ChangedSincePreview(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}

package incharge.eventstore.log;

/** The stored log breaks its own promise (a hole, an overlap, a missing part). Nothing may be read past it. */
public final class LogBroken extends LogException {
    LogBroken(String message) {
        super(message, null);
    }
}

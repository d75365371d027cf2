package incharge.eventstore.log;

/** The stored log is inconsistent (a gap, an overlap, a missing part). Nothing may be read beyond it. */
public final class LogBroken extends LogException {
    LogBroken(String message) {
        super(message, null);
    }
}

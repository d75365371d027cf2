package incharge.eventstore.log;

/** The log could not do what was requested. */
public abstract sealed class LogException extends RuntimeException
        permits ConditionFailed, IdempotencyKeyUsed, AppendUnknown, EventTooLarge, LogUnavailable, LogBroken {
    LogException(String message, Throwable cause) {
        super(message, cause);
    }
}

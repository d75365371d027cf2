package incharge.eventstore.log;

/** Whatever keeps the log from doing what it was asked. */
public abstract sealed class LogException extends RuntimeException
        permits ConditionFailed, IdempotencyKeyUsed, AppendUnknown, LogUnavailable, LogBroken {
    LogException(String message, Throwable cause) {
        super(message, cause);
    }
}

package incharge.local.backup;

/** Why a backup or a restore is not done; the message is for the operator. */
final class Failed extends RuntimeException {
    Failed(String message) {
        super(message);
    }

    Failed(String message, Throwable cause) {
        super(message, cause);
    }
}

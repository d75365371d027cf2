package incharge.sealing;

/** A sealed text does not open with a key. */
public final class SealBroken extends RuntimeException {
    SealBroken(String reason, Throwable cause) {
        super("a sealed text does not open: " + reason, cause);
    }
}

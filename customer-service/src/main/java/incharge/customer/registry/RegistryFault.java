package incharge.customer.registry;

/** A registry cannot be reached, is late, or answers something else than it should. */
final class RegistryFault extends RuntimeException {
    RegistryFault(String message) {
        this(message, null);
    }

    RegistryFault(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}

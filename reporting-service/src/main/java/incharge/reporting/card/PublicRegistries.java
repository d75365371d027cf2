package incharge.reporting.card;

import incharge.http.PublicRegistry;
import java.util.Optional;
import java.util.Set;

/**
 * Says in advance how customer-service answers a look-up of a customer in a public registry.
 *
 * @param off the registries that are switched off
 */
record PublicRegistries(Set<PublicRegistry> off) {

    /** Returns {@code yes}, or the code of the refusal. */
    String refusal(boolean archived, String vatNumber, String country) {
        if (archived) {
            return "customer-archived";
        }
        if (vatNumber == null) {
            return "vat-number-required";
        }
        Optional<PublicRegistry> registry = PublicRegistry.of(vatNumber, country);
        if (registry.isEmpty()) {
            return "registry-country-unsupported";
        }
        if (registry.get().id(vatNumber).isEmpty()) {
            return "registry-id-invalid";
        }
        return off.contains(registry.get()) ? "registry-off" : "yes";
    }
}

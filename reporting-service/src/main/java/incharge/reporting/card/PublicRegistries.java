package incharge.reporting.card;

import incharge.http.CompanyId;
import incharge.http.ProblemException;
import incharge.http.PublicRegistry;
import java.util.Set;

/**
 * Says in advance how customer-service answers a look-up of a customer in a public registry.
 *
 * @param off the registries that are switched off
 */
record PublicRegistries(Set<PublicRegistry> off) {

    /** Returns {@code yes}, or the code of the refusal. */
    String refusal(String vatNumber, String country) {
        try {
            CompanyId company = CompanyId.of(vatNumber, country);
            return off.contains(company.registry()) ? "registry-off" : "yes";
        } catch (ProblemException refused) {
            return refused.code();
        }
    }
}

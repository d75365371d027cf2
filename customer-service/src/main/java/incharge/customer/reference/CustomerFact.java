package incharge.customer.reference;

import incharge.feed.FactVocabulary;
import incharge.visibility.VisibilityProjection;
import java.util.Map;
import java.util.UUID;

/** The facts of this service itself by which customers are chosen, too many for a look into its log. */
sealed interface CustomerFact {

    FactVocabulary<CustomerFact> FACTS =
            new FactVocabulary<>(Map.of(VisibilityProjection.CUSTOMERS, CustomerFact.class));

    record CustomerRegistered(UUID customerId, String number, String name, String vatNumber, String ean, String email)
            implements CustomerFact {}

    record CustomerRenamed(UUID customerId, String name) implements CustomerFact {}

    record CustomerRenumbered(UUID customerId, String number) implements CustomerFact {}

    record CustomerDetailsChanged(UUID customerId, String vatNumber, String ean, String email)
            implements CustomerFact {}

    record CustomerArchived(UUID customerId) implements CustomerFact {}

    record CustomerRestored(UUID customerId) implements CustomerFact {}

    /** @param kind {@code customer} if the person is one */
    record PersonErased(String kind, UUID personId) implements CustomerFact {}
}

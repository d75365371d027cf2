package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import incharge.eventstore.decider.ErasesPerson;
import java.util.UUID;

/**
 * The texts about a person cannot be read any more.
 *
 * @param kind {@value #CUSTOMER} or {@value #CONTACT}
 * @param customerId the customer of a contact; null for a customer
 */
public record PersonErased(String kind, UUID personId, UUID customerId) implements CustomersEvent, ErasesPerson {

    private static final String CUSTOMER = "customer";
    private static final String CONTACT = "contact";

    /** A customer, which is a person, is erased. */
    public static PersonErased ofCustomer(UUID customer) {
        return new PersonErased(CUSTOMER, customer, null);
    }

    /** A contact of a customer is erased. */
    public static PersonErased ofContact(UUID contact, UUID customer) {
        return new PersonErased(CONTACT, contact, customer);
    }

    @JsonIgnore
    boolean isContact() {
        return kind.equals(CONTACT);
    }
}

package incharge.responsibility;

import java.util.UUID;

/**
 * What this service knows of a subject from its owner, customer-service.
 *
 * @param customerId the customer itself, or the customer of the project
 */
public record KnownSubject(UUID customerId, State state) {

    /** Archived ones get no new responsibilities; a project goes with its customer. */
    public enum State {
        OPEN,
        ARCHIVED,
        CUSTOMER_ARCHIVED
    }
}

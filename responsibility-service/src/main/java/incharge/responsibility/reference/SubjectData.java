package incharge.responsibility.reference;

import java.util.UUID;

/**
 * Reference data of a customer or a project.
 *
 * @param customerId the customer itself, or the customer of the project
 */
public record SubjectData(UUID customerId, State state) {

    /** What is archived gets no new responsibilities; a project is archived with its customer. */
    public enum State {
        OPEN,
        ARCHIVED,
        CUSTOMER_ARCHIVED
    }
}

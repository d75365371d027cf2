package incharge.customer.event;

import java.util.UUID;

/**
 * Where a thing of a customer's card lies, as its events have it.
 *
 * @param projectId the customer's project that it belongs to; null for none
 * @param salesCaseId the customer's sales case that it belongs to; null for none
 * @param personId the customer, when it is a person under whose key the thing's texts are sealed; else null
 */
public record Place(UUID customerId, UUID projectId, UUID salesCaseId, UUID personId) {

    public static Place beneath(UUID customer) {
        return new Place(customer, null, null, null);
    }

    public Place inProject(UUID project) {
        return new Place(customerId, project, salesCaseId, personId);
    }

    public Place inSalesCase(UUID salesCase) {
        return new Place(customerId, projectId, salesCase, personId);
    }

    public Place ofCustomer(UUID customer) {
        return new Place(customer, projectId, salesCaseId, personId);
    }

    public Place ofPerson(UUID person) {
        return new Place(customerId, projectId, salesCaseId, person);
    }
}

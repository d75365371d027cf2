package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.eventstore.decider.Personal;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Details of a sales case, checked and in their normal form. Only the name is always there, until the person that it is
 * about is erased.
 *
 * @param probability in percent
 * @param ownerId an employee
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SalesCaseDetails(
        @Personal String name,
        @Personal String description,
        Money value,
        Integer probability,
        LocalDate expectedClose,
        UUID ownerId) {

    /** Returns whether it has a text about a person. */
    boolean isPersonal() {
        return name != null || description != null;
    }

    public SalesCaseDetails withProbability(Integer newProbability) {
        return new SalesCaseDetails(name, description, value, newProbability, expectedClose, ownerId);
    }
}

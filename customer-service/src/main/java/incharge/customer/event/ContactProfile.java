package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.eventstore.decider.Personal;
import java.util.List;
import java.util.UUID;

/**
 * What is known of a contact, checked and in its normal form; the texts may be null.
 *
 * @param name null for an erased person
 * @param roles what the person does there; each once without regard to case, like the keywords
 * @param addressId the address where the person works; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactProfile(
        @Personal String name,
        @Personal String title,
        @Personal String email,
        @Personal String phone,
        List<String> roles,
        List<String> keywords,
        UUID addressId,
        boolean active) {

    /** Returns whether it has texts about the person, which an erased one has not. */
    boolean isPersonal() {
        return name != null || title != null || email != null || phone != null;
    }
}

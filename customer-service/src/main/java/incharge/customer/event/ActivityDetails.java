package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.eventstore.decider.Personal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Details of an activity, checked and in their normal form. Only kind and title are always there, the title until the
 * person that it is about is erased.
 *
 * @param contactIds null for none
 * @param due only of a to-do
 * @param start only of an entry of the calendar, like {@code end} and {@code location}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActivityDetails(
        ActivityKind kind,
        @Personal String title,
        @Personal String description,
        UUID assigneeId,
        List<UUID> contactIds,
        LocalDate due,
        Instant start,
        Instant end,
        @Personal String location) {

    /** Returns whether it has a text about a person. */
    boolean isPersonal() {
        return title != null || description != null || location != null;
    }

    public ActivityDetails withAssignee(UUID employee) {
        return new ActivityDetails(kind, title, description, employee, contactIds, due, start, end, location);
    }
}

package incharge.customer.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.customer.event.ActivityDetails;
import incharge.customer.event.ActivityKind;
import incharge.customer.event.ActivityStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** {@code erased} is true, and the texts are missing, where the person that they are about is erased. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ActivityView(
        ActivityKind kind,
        @JsonInclude String title,
        Boolean erased,
        String description,
        UUID assigneeId,
        List<UUID> contactIds,
        LocalDate due,
        Instant start,
        Instant end,
        String location,
        ActivityStatus status,
        UUID batchId) {

    static ActivityView of(Activity activity) {
        ActivityDetails details = activity.details();
        return new ActivityView(
                details.kind(),
                details.title(),
                details.title() == null ? true : null,
                details.description(),
                details.assigneeId(),
                details.contactIds(),
                details.due(),
                details.start(),
                details.end(),
                details.location(),
                activity.status(),
                activity.batchId());
    }
}

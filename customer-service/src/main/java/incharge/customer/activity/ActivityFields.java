package incharge.customer.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.customer.event.ActivityDetails;
import incharge.customer.event.ActivityKind;
import incharge.customer.event.ActivityStatus;
import incharge.http.Fields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** An activity's own fields as a client writes them. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ActivityFields(
        ActivityKind kind,
        String title,
        String description,
        UUID assigneeId,
        List<UUID> contactIds,
        LocalDate due,
        Instant start,
        Instant end,
        String location,
        ActivityStatus status,
        String reason) {

    static final int MAX_CONTACTS = 100;

    static ActivityFields of(Activity activity) {
        ActivityDetails details = activity.details();
        return new ActivityFields(
                details.kind(),
                details.title(),
                details.description(),
                details.assigneeId(),
                details.contactIds(),
                details.due(),
                details.start(),
                details.end(),
                details.location(),
                activity.status(),
                null);
    }

    /** Returns the status, which is that of something to do unless it is given. */
    ActivityStatus statusOrFirst() {
        return status == null ? ActivityStatus.NOT_STARTED : status;
    }

    /** Checks the details of an activity that has a title. */
    ActivityDetails check(Fields fields) {
        return check(fields, fields.name("title", title));
    }

    /** Checks the details after a change of {@code before}, which has lost its title if its person is erased. */
    ActivityDetails check(Fields fields, ActivityDetails before) {
        ActivityDetails after = before.title() == null && title == null ? check(fields, (String) null) : check(fields);
        if (kind != null && kind != before.kind()) {
            fields.reject("kind", "kind-fixed", "The kind of an activity stays.");
        }
        return after;
    }

    private ActivityDetails check(Fields fields, String checkedTitle) {
        fields.required("kind", kind);
        var details = new ActivityDetails(
                kind,
                checkedTitle,
                fields.note("description", description),
                assigneeId,
                contacts(fields),
                due,
                start,
                end,
                fields.text("location", location, Fields.NAME));
        if (kind == ActivityKind.TODO) {
            reject(fields, "start", start);
            reject(fields, "end", end);
            reject(fields, "location", details.location());
        }
        if (kind == ActivityKind.CALENDAR) {
            reject(fields, "due", due);
            fields.required("start", start);
            if (start != null && end != null && end.isBefore(start)) {
                fields.reject("end", "end-before-start", "The entry ends before it starts.");
            }
        }
        return details;
    }

    private void reject(Fields fields, String field, Object value) {
        if (value != null) {
            String kinds = kind == ActivityKind.TODO ? "an entry of the calendar" : "a to-do";
            fields.reject(field, "not-of-this-kind", "Only " + kinds + " has " + field + ".");
        }
    }

    /** Returns each contact once; null for none. */
    private List<UUID> contacts(Fields fields) {
        if (contactIds == null || contactIds.isEmpty()) {
            return null;
        }
        if (contactIds.size() > MAX_CONTACTS) {
            fields.reject("contactIds", "too-many", "An activity has at most " + MAX_CONTACTS + " contacts.");
            return null;
        }
        return contactIds.stream().distinct().toList();
    }
}

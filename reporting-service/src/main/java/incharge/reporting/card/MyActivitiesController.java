package incharge.reporting.card;

import incharge.http.Caller;
import incharge.http.Level;
import incharge.http.Paging;
import incharge.http.RequiresLevelInAnyArea;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Content;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/**
 * {@code GET /api/me/activities}: what the caller's own employee is to do, of the subject no more than its name and
 * number. It needs no level; a caller without an employee has none.
 */
@RestController
class MyActivitiesController {

    private static final UUID NOBODY = new UUID(0, 0);
    private static final List<String> FIELDS =
            List.of("kind", "description", "due", "start", "end", "location", "status");

    private final AsOf asOf;
    private final ThingListViews lists;

    MyActivitiesController(AsOf asOf, ThingListViews lists) {
        this.asOf = asOf;
        this.lists = lists;
    }

    record Query(List<ActivityOptions.Kind> kind, List<ActivityOptions.State> state, Instant asOf) {

        ActivityOptions assignedTo(Employee employee) {
            UUID assignee = employee == null ? NOBODY : employee.id();
            return new ActivityOptions(kind, null, state, List.of(assignee), null, null);
        }

        Parameters.OfAll ofAll() {
            return new Parameters.OfAll(null, null, null, null, null, null, null, null, asOf);
        }
    }

    @RequiresLevelInAnyArea(level = Level.NONE)
    @GetMapping("/api/me/activities")
    ResponseEntity<byte[]> activities(Query query, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, query.asOf());
        Parameters.OfAll all = query.ofAll();
        ThingScope scope = ThingScope.of(view, all.customers(caller));
        ActivityOptions own = query.assignedTo(AsOf.employee(asOf.now(), caller));
        ThingListAnswer.Found found = lists.found(view, scope, all.things(), own, paging);
        return Answer.page(view, found.page(paging), (json, _, activity) -> write(json, view.snapshot(), activity));
    }

    private static void write(JsonGenerator json, Snapshot snapshot, Content.Thing activity) {
        Json.id(json, "id", activity.id());
        Json.text(json, "title", activity.text("title"));
        if (activity.erased()) {
            json.writeBooleanProperty("erased", true);
        }
        for (String field : FIELDS) {
            if (activity.text(field) != null) {
                Json.text(json, field, activity.text(field));
            }
        }
        Customer customer = CardThings.customerOf(snapshot, activity);
        Project project = CardThings.isInProject(activity) ? snapshot.projects().find(activity.project()) : null;
        json.writeObjectPropertyStart("subject");
        if (project == null) {
            Json.text(json, "type", "customer");
            Json.id(json, "id", customer.id());
            Json.name(json, customer);
            Json.text(json, "number", customer.number());
        } else {
            Json.text(json, "type", "project");
            Json.id(json, "id", project.id());
            Json.name(json, project);
            Json.text(json, "number", project.number());
        }
        json.writeEndObject();
    }
}

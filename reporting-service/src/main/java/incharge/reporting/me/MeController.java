package incharge.reporting.me;

import incharge.http.Caller;
import incharge.http.Level;
import incharge.http.Paging;
import incharge.http.RequiresLevelInAnyArea;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.Language;
import incharge.reporting.answers.Period;
import incharge.reporting.answers.Slice;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.answers.SortKeys;
import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Responsibilities;
import incharge.reporting.snapshot.Responsibility;
import incharge.reporting.snapshot.Role;
import incharge.reporting.snapshot.Snapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/**
 * {@code GET /api/me/responsibilities}: what the caller's own employee answers for, of the subject no more than its
 * name and number. It needs no level; a caller without an employee has none.
 */
@RestController
class MeController {

    private final AsOf asOf;

    MeController(AsOf asOf) {
        this.asOf = asOf;
    }

    record Parameters(Period.Named period, LocalDate on, Instant asOf) {}

    /**
     * @param key in the order of the list; made once, since a collation key is dear
     * @param project null when the responsibility is for the customer
     */
    private record Own(String key, Customer customer, Project project, Role role, Responsibility responsibility) {

        static Own of(Subject subject, Role role, Responsibility responsibility, Collation collation) {
            String from = responsibility.fromText();
            String key = collation.key(subject.entity())
                    + SortKeys.PART
                    + (role == null ? "" : collation.key(role))
                    + SortKeys.PART
                    + (from == null ? "" : from);
            return new Own(key, subject.customer(), subject.project(), role, responsibility);
        }

        Named subject() {
            return project == null ? customer : project;
        }
    }

    @RequiresLevelInAnyArea(level = Level.NONE)
    @GetMapping("/api/me/responsibilities")
    ResponseEntity<byte[]> responsibilities(Parameters parameters, Paging paging, Language language, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        var period = Period.of(parameters.period(), parameters.on(), view.today());
        Employee employee = AsOf.employee(asOf.now(), caller);
        List<Own> own = employee == null
                ? new ArrayList<>()
                : own(view, view.snapshot().employees().find(employee.id()), period, language.collation());
        own.sort(Comparator.comparing(Own::key));
        Slice<Own> page = Slice.of(own, Own::key, paging.limit(), Answer.after(paging, language));
        return Answer.page(
                view, Answer.Page.of(page, paging, language, own.size()), (json, _, one) -> write(json, one, period));
    }

    /** @param employee null when there was none yet at that time */
    private static List<Own> own(SnapshotView view, Employee employee, Period period, Collation collation) {
        if (employee == null) {
            return new ArrayList<>();
        }
        Snapshot snapshot = view.snapshot();
        SlotSet concerned = snapshot.customerIndex()
                .byEmployee()
                .of(employee.slot())
                .and(snapshot.customerIndex().active())
                .andNot(view.visibility().hidden(snapshot));
        var own = new ArrayList<Own>();
        concerned.forEach(slot -> {
            Customer customer = snapshot.customers().at(slot);
            var subjects = new ArrayList<Subject>();
            subjects.add(new Subject(customer, null, snapshot.of(customer)));
            for (Project project : snapshot.projectsOf(customer)) {
                if (!project.archived()) {
                    subjects.add(new Subject(customer, project, snapshot.of(project)));
                }
            }
            for (Subject subject : subjects) {
                for (Responsibility responsibility : subject.responsibilities()) {
                    Role role = snapshot.roles().at(responsibility.role());
                    if (isOf(employee, responsibility, role) && period.shows(responsibility)) {
                        own.add(Own.of(subject, role, responsibility, collation));
                    }
                }
            }
        });
        return own;
    }

    private record Subject(Customer customer, Project project, Responsibilities responsibilities) {

        Named entity() {
            return project == null ? customer : project;
        }
    }

    /** @param role that of the responsibility, null when it has none or an unknown one, for which it is not shown */
    private static boolean isOf(Employee employee, Responsibility responsibility, Role role) {
        boolean known = responsibility.role() < 0 || role != null;
        return responsibility.employee() == employee.slot() && known;
    }

    private static void write(JsonGenerator json, Own own, Period period) {
        json.writeObjectPropertyStart("subject");
        Json.text(json, "type", own.project() == null ? "customer" : "project");
        Json.id(json, "id", own.subject().id());
        Json.name(json, own.subject());
        Json.text(
                json,
                "number",
                own.project() == null ? own.customer().number() : own.project().number());
        json.writeEndObject();
        Json.named(json, "role", own.role());
        Json.text(json, "from", own.responsibility().fromText());
        Json.text(json, "to", own.responsibility().toText());
        Json.text(json, "state", period.state(own.responsibility()));
    }
}

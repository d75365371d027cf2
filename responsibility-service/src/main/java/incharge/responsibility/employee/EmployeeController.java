package incharge.responsibility.employee;

import static incharge.responsibility.employee.EmployeeBoundary.DECIDER;
import static incharge.responsibility.employee.EmployeeBoundary.eventsOf;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.Level;
import incharge.http.Patch;
import incharge.http.ProblemException;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import incharge.responsibility.employee.EmployeeCommand.AddEmployee;
import incharge.responsibility.employee.EmployeeCommand.ChangeEmployee;
import incharge.responsibility.employee.EmployeeCommand.DeleteEmployee;
import incharge.responsibility.employee.EmployeeCommand.EraseEmployee;
import incharge.responsibility.event.EmployeeEvent;
import incharge.responsibility.event.EmployeeProfile;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilitiesLog;
import incharge.responsibility.team.TeamBoundary;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One employee over HTTP; reporting-service has the lists. */
@RequiresLevel(area = Area.RESPONSIBILITIES, level = Level.ADMIN)
@RestController
@RequestMapping("/api/employees")
class EmployeeController {

    /** {@code teamId} is absent too if the team was deleted. */
    sealed interface EmployeeView {

        static EmployeeView of(UUID id, EmployeeProfile profile) {
            return profile.name() == null ? new Erased(id, null, profile, true) : new Present(id, profile);
        }
    }

    record Present(UUID id, @JsonUnwrapped EmployeeProfile profile) implements EmployeeView {}

    record Erased(
            UUID id,
            @JsonInclude(JsonInclude.Include.ALWAYS) String name,
            @JsonUnwrapped EmployeeProfile profile,
            boolean erased)
            implements EmployeeView {}

    private final EventStore<ResponsibilitiesEvent> store;
    private final ResourceAnswers answers;

    EmployeeController(EventStore<ResponsibilitiesEvent> store, ResourceAnswers answers) {
        this.store = store;
        this.answers = answers;
    }

    @PostMapping
    ResponseEntity<EmployeeView> add(@RequestBody EmployeeFields body, Origins origins) {
        Origin origin = origins.of(body.reason());
        var fields = new Fields();
        EmployeeProfile profile = body.checked(true, fields).onto(EmployeeProfile.BLANK);
        fields.check();

        Decision<EmployeeRegistry, ResponsibilitiesEvent> decision =
                store.decide(DECIDER, new AddEmployee(UuidCreator.getTimeOrderedEpoch(), profile), origin);
        EmployeeEvent added = (EmployeeEvent) decision.events().getFirst();
        UUID id = added.employeeId();
        return answers.created(
                "/api/employees/" + id,
                decision.current(eventsOf(id)),
                employees -> EmployeeView.of(id, find(id, employees.state()).profile()));
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @GetMapping("/{id}")
    ResponseEntity<EmployeeView> get(@PathVariable UUID id) {
        return answers.ok(store.current(DECIDER, eventsOf(id)), employees -> view(id, employees));
    }

    @PatchMapping("/{id}")
    ResponseEntity<EmployeeView> change(
            @PathVariable UUID id, @RequestBody Patch<EmployeeFields> patch, Origins origins) {
        Origin origin = origins.changing(
                ResponsibilitiesLog.employee(id), patch.changes().reason());
        var fields = new Fields();
        EmployeeFields given = patch.changes().checked(patch.has("name"), fields);

        Decision<EmployeeRegistry, ResponsibilitiesEvent> decision = store.decide(
                DECIDER.guarded((_, employees) -> {
                    find(id, employees);
                    fields.check();
                }),
                new ChangeEmployee(id, given.externalId(), given.teamId(), before -> patched(before, patch)),
                origin);
        return answers.ok(decision.current(eventsOf(id)), employees -> view(id, employees));
    }

    private static EmployeeProfile patched(EmployeeProfile before, Patch<EmployeeFields> patch) {
        var fields = new Fields();
        EmployeeFields after = patch.applyTo(EmployeeFields.of(before)).checked(true, fields);
        fields.check();
        return after.onto(EmployeeProfile.BLANK);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable UUID id, @RequestBody(required = false) Reason reason, Origins origins) {
        Origin origin = origins.changing(ResponsibilitiesLog.employee(id), Reason.of(reason));
        EmployeeBoundary.refuseUsed(id, store);
        return answers.noContent(store.decide(DECIDER, new DeleteEmployee(id), origin));
    }

    /** Makes the texts about an inactive or deleted employee unreadable for ever, everywhere. */
    @PostMapping("/{id}/erase")
    ResponseEntity<Void> erase(@PathVariable UUID id, @RequestBody(required = false) Reason reason, Origins origins) {
        var fields = new Fields();
        String given = fields.required("reason", Reason.of(reason), Fields.REASON);
        Origin origin = origins.changing(ResponsibilitiesLog.employee(id), given);
        return answers.noContent(store.decide(
                DECIDER.guarded((_, employees) -> {
                    employees.findEver(id).orElseThrow(ProblemException::notFound);
                    fields.check();
                    refuseClearTexts(id);
                }),
                new EraseEmployee(id),
                origin));
    }

    /** What an older version recorded in clear, no key erases. */
    private void refuseClearTexts(UUID id) {
        if (store.holdsClearTexts(eventsOf(id))) {
            throw Refused.conflict(
                    "texts-in-clear",
                    null,
                    "An older version recorded texts about the employee in clear. They must be sealed first; the"
                            + " operations guide describes how.");
        }
    }

    private static Employee find(UUID id, EmployeeRegistry employees) {
        return employees.find(id).orElseThrow(ProblemException::notFound);
    }

    private EmployeeView view(UUID id, Current<EmployeeRegistry> employees) {
        EmployeeProfile profile = find(id, employees.state()).profile();
        return EmployeeView.of(id, hasTeam(profile, employees.head()) ? profile : profile.withTeamId(null));
    }

    /** The deletion of a team is no event of its employees, so whether it exists is read from its own events. */
    private boolean hasTeam(EmployeeProfile profile, long position) {
        return profile.teamId() != null
                && store.currentAt(TeamBoundary.DECIDER, TeamBoundary.existence(profile.teamId()), position)
                        .state()
                        .has(profile.teamId());
    }
}

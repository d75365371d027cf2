package incharge.responsibility.employee;

import static incharge.responsibility.employee.EmployeeBoundary.DECIDER;
import static incharge.responsibility.event.ResponsibilitiesLog.SOURCE;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.http.Origins;
import incharge.http.Area;
import incharge.http.ETags;
import incharge.http.EventPositions;
import incharge.http.Fields;
import incharge.http.Level;
import incharge.http.Patch;
import incharge.http.ProblemException;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import incharge.responsibility.employee.EmployeeCommand.AddEmployee;
import incharge.responsibility.employee.EmployeeCommand.ChangeEmployee;
import incharge.responsibility.employee.EmployeeCommand.DeleteEmployee;
import incharge.responsibility.event.EmployeeEvent;
import incharge.responsibility.event.EmployeeProfile;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilitiesLog;
import incharge.responsibility.team.TeamBoundary;
import java.net.URI;
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

/** One employee over HTTP; lists come from reporting-service. */
@RequiresLevel(area = Area.RESPONSIBILITIES, level = Level.ADMIN)
@RestController
@RequestMapping("/api/employees")
class EmployeeController {

    /** {@code teamId} is absent too when the team was deleted. */
    record EmployeeView(UUID id, @JsonUnwrapped EmployeeProfile profile) {}

    private final EventStore<ResponsibilitiesEvent> store;

    EmployeeController(EventStore<ResponsibilitiesEvent> store) {
        this.store = store;
    }

    @PostMapping
    ResponseEntity<EmployeeView> add(@RequestBody EmployeeFields body, Origins origins) {
        Origin origin = origins.of(body.reason());
        Fields fields = new Fields();
        EmployeeProfile profile = body.checked(true, fields).onto(EmployeeProfile.BLANK);
        fields.check();

        UUID id = UuidCreator.getTimeOrderedEpoch();
        Decision<ResponsibilitiesEvent> decided = store.decide(DECIDER, new AddEmployee(id, profile), origin);
        UUID added = ((EmployeeEvent) decided.events().getFirst()).employeeId();
        Current<EmployeeRegistry> made = at(added, decided.position());
        return ResponseEntity.created(URI.create("/api/employees/" + added))
                .headers(EventPositions.at(SOURCE, decided.position()))
                .eTag(ETags.of(made.position()))
                .body(view(added, made, decided.position()));
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @GetMapping("/{id}")
    ResponseEntity<EmployeeView> get(@PathVariable UUID id) {
        Current<EmployeeRegistry> current = store.current(DECIDER, EmployeeBoundary.life(id));
        return ResponseEntity.ok()
                .headers(EventPositions.at(SOURCE, current.head()))
                .eTag(ETags.of(current.position()))
                .body(view(id, current, current.head()));
    }

    @PatchMapping("/{id}")
    ResponseEntity<EmployeeView> change(
            @PathVariable UUID id, @RequestBody Patch<EmployeeFields> patch, Origins origins) {
        Origin origin = origins.changing(
                ResponsibilitiesLog.employee(id), patch.changes().reason());
        find(id, store.current(DECIDER, EmployeeBoundary.life(id)));
        Fields fields = new Fields();
        EmployeeFields given = patch.changes().checked(patch.has("name"), fields);
        fields.check();

        ChangeEmployee command =
                new ChangeEmployee(id, given.externalId(), given.teamId(), profile -> patched(profile, patch));
        Decision<ResponsibilitiesEvent> decided = store.decide(DECIDER, command, origin);
        Current<EmployeeRegistry> current = at(id, decided.position());
        return ResponseEntity.ok()
                .headers(EventPositions.at(SOURCE, decided.position()))
                .eTag(ETags.of(current.position()))
                .body(view(id, current, decided.position()));
    }

    /** Applies the patch to the profile as it is when the command is decided. */
    private static EmployeeProfile patched(EmployeeProfile before, Patch<EmployeeFields> patch) {
        Fields fields = new Fields();
        EmployeeFields after = patch.applyTo(EmployeeFields.of(before)).checked(true, fields);
        fields.check();
        return after.onto(EmployeeProfile.BLANK);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable UUID id, @RequestBody(required = false) Reason reason, Origins origins) {
        Origin origin = origins.changing(ResponsibilitiesLog.employee(id), Reason.of(reason));
        // what is in use stays so: the decision need not load all of it to say no
        if (ResponsibilitiesLog.contains(store.log(), ResponsibilitiesLog.assignee(id))) {
            throw Employee.inUse();
        }
        Decision<ResponsibilitiesEvent> decided = store.decide(DECIDER, new DeleteEmployee(id), origin);
        return ResponseEntity.noContent()
                .headers(EventPositions.at(SOURCE, decided.position()))
                .build();
    }

    private Current<EmployeeRegistry> at(UUID id, long position) {
        return store.currentAt(DECIDER, EmployeeBoundary.life(id), position);
    }

    private static Employee find(UUID id, Current<EmployeeRegistry> current) {
        Employee employee = current.state().byId().get(id);
        if (employee == null) {
            throw ProblemException.notFound();
        }
        return employee;
    }

    private EmployeeView view(UUID id, Current<EmployeeRegistry> current, long position) {
        EmployeeProfile profile = find(id, current).profile();
        return new EmployeeView(id, profile.withTeamId(team(profile.teamId(), position)));
    }

    /** The team, or null when it was deleted. */
    private UUID team(UUID teamId, long position) {
        if (teamId == null) {
            return null;
        }
        boolean exists = store.currentAt(TeamBoundary.DECIDER, TeamBoundary.existence(teamId), position)
                .state()
                .has(teamId);
        return exists ? teamId : null;
    }
}

package incharge.responsibility;

import static incharge.responsibility.EmployeeBoundary.DECIDER;
import static incharge.responsibility.TeamController.SOURCE;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import incharge.responsibility.Employee.Profile;
import incharge.responsibility.Employee.Registry;
import incharge.responsibility.EmployeeCommand.Add;
import incharge.responsibility.EmployeeCommand.Change;
import incharge.responsibility.EmployeeCommand.Delete;
import java.net.URI;
import java.util.UUID;
import java.util.function.UnaryOperator;
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

    /** An employee as a client writes one; all texts are checked and normalised here. */
    record EmployeeFields(
            String externalId,
            String name,
            String email,
            String phone,
            String title,
            UUID teamId,
            Boolean seller,
            String sellerInfo,
            Boolean active,
            String reason) {

        static EmployeeFields of(Profile profile) {
            return new EmployeeFields(
                    profile.externalId(),
                    profile.name(),
                    profile.email(),
                    profile.phone(),
                    profile.title(),
                    profile.teamId(),
                    profile.seller(),
                    profile.sellerInfo(),
                    profile.active(),
                    null);
        }

        Profile profile(Fields fields) {
            return new Profile(
                    externalId(fields),
                    fields.name("name", name),
                    fields.email("email", email),
                    fields.phone("phone", phone),
                    fields.text("title", title, Fields.NAME),
                    teamId,
                    seller != null && seller,
                    fields.text("sellerInfo", sellerInfo, Fields.NAME),
                    active == null || active);
        }

        String externalId(Fields fields) {
            return fields.text("externalId", externalId, Fields.NAME);
        }
    }

    /** {@code teamId} is absent too when the team was deleted. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EmployeeView(
            UUID id,
            String externalId,
            String name,
            String email,
            String phone,
            String title,
            UUID teamId,
            boolean seller,
            String sellerInfo,
            boolean active) {}

    private final EventStore<ResponsibilitiesEvent> store;

    EmployeeController(EventStore<ResponsibilitiesEvent> store) {
        this.store = store;
    }

    @PostMapping
    ResponseEntity<EmployeeView> add(@RequestBody EmployeeFields body, Origins origins) {
        Origin origin = origins.of(body.reason());
        Fields fields = new Fields();
        Profile profile = body.profile(fields);
        fields.check();

        UUID id = UuidCreator.getTimeOrderedEpoch();
        Decision<ResponsibilitiesEvent> decided = store.decide(DECIDER, new Add(id, profile), origin);
        UUID added = ((EmployeeEvent) decided.events().getFirst()).employeeId();
        Current<Registry> made = at(added, decided.position());
        return ResponseEntity.created(URI.create("/api/employees/" + added))
                .headers(EventPositions.at(SOURCE, decided.position()))
                .eTag(ETags.of(made.position()))
                .body(view(added, made, decided.position()));
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @GetMapping("/{id}")
    ResponseEntity<EmployeeView> get(@PathVariable UUID id) {
        Current<Registry> current = store.current(DECIDER, EmployeeBoundary.life(id));
        return ResponseEntity.ok()
                .headers(EventPositions.at(SOURCE, current.head()))
                .eTag(ETags.of(current.position()))
                .body(view(id, current, current.head()));
    }

    @PatchMapping("/{id}")
    ResponseEntity<EmployeeView> change(
            @PathVariable UUID id, @RequestBody Patch<EmployeeFields> patch, Origins origins) {
        Origin origin =
                origins.changing(EmployeeBoundary.employee(id), patch.changes().reason());
        Employee employee = find(id, store.current(DECIDER, EmployeeBoundary.life(id)));
        Fields fields = new Fields();
        patch.applyTo(EmployeeFields.of(employee.profile())).profile(fields);
        fields.check();

        String externalId = patch.changes().externalId(new Fields());
        Decision<ResponsibilitiesEvent> decided =
                store.decide(DECIDER, new Change(id, externalId, patch.changes().teamId(), merging(patch)), origin);
        Current<Registry> current = at(id, decided.position());
        return ResponseEntity.ok()
                .headers(EventPositions.at(SOURCE, decided.position()))
                .eTag(ETags.of(current.position()))
                .body(view(id, current, decided.position()));
    }

    /** Merges the patch into the profile as it is when it is decided, which may be later than when it was checked. */
    private static UnaryOperator<Profile> merging(Patch<EmployeeFields> patch) {
        return profile -> {
            Fields fields = new Fields();
            Profile merged = patch.applyTo(EmployeeFields.of(profile)).profile(fields);
            fields.check();
            return merged;
        };
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable UUID id, @RequestBody(required = false) Reason reason, Origins origins) {
        Origin origin = origins.changing(EmployeeBoundary.employee(id), Reason.of(reason));
        // what is in use stays so: the decision need not load all of it to say no
        if (ResponsibilityBoundary.isBorne(ResponsibilityBoundary.assignee(id), store.log())) {
            throw Employee.inUse();
        }
        Decision<ResponsibilitiesEvent> decided = store.decide(DECIDER, new Delete(id), origin);
        return ResponseEntity.noContent()
                .headers(EventPositions.at(SOURCE, decided.position()))
                .build();
    }

    private Current<Registry> at(UUID id, long position) {
        return store.currentAt(DECIDER, EmployeeBoundary.life(id), position);
    }

    private static Employee find(UUID id, Current<Registry> current) {
        Employee employee = current.state().byId().get(id);
        if (employee == null) {
            throw ProblemException.notFound();
        }
        return employee;
    }

    private EmployeeView view(UUID id, Current<Registry> current, long position) {
        Profile profile = find(id, current).profile();
        return new EmployeeView(
                id,
                profile.externalId(),
                profile.name(),
                profile.email(),
                profile.phone(),
                profile.title(),
                team(profile.teamId(), position),
                profile.seller(),
                profile.sellerInfo(),
                profile.active());
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

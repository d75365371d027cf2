package incharge.responsibility.role;

import static incharge.responsibility.event.ResponsibilitiesLog.SOURCE;
import static incharge.responsibility.role.RoleBoundary.DECIDER;

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
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilitiesLog;
import incharge.responsibility.event.RoleEvent;
import incharge.responsibility.event.SubjectType;
import incharge.responsibility.naming.NameRegistry;
import incharge.responsibility.role.RoleCommand.AddRole;
import incharge.responsibility.role.RoleCommand.DeleteRole;
import incharge.responsibility.role.RoleCommand.RenameRole;
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

/** One role over HTTP; lists come from reporting-service. */
@RequiresLevel(area = Area.RESPONSIBILITIES, level = Level.ADMIN)
@RestController
@RequestMapping("/api/roles")
class RoleController {

    record RoleFields(String name, SubjectType kind, String reason) {}

    record RoleView(UUID id, String name, SubjectType kind) {}

    private final EventStore<ResponsibilitiesEvent> store;

    RoleController(EventStore<ResponsibilitiesEvent> store) {
        this.store = store;
    }

    @PostMapping
    ResponseEntity<RoleView> add(@RequestBody RoleFields body, Origins origins) {
        Origin origin = origins.of(body.reason());
        Fields fields = new Fields();
        String name = fields.name("name", body.name());
        SubjectType kind = fields.required("kind", body.kind());
        fields.check();

        UUID id = UuidCreator.getTimeOrderedEpoch();
        Decision<ResponsibilitiesEvent> decided = store.decide(DECIDER, new AddRole(id, name, kind), origin);
        UUID added = ((RoleEvent) decided.events().getFirst()).roleId();
        Current<NameRegistry<Role>> made = at(added, decided.position());
        return ResponseEntity.created(URI.create("/api/roles/" + added))
                .headers(EventPositions.at(SOURCE, decided.position()))
                .eTag(ETags.of(made.position()))
                .body(view(added, made));
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @GetMapping("/{id}")
    ResponseEntity<RoleView> get(@PathVariable UUID id) {
        Current<NameRegistry<Role>> current = store.current(DECIDER, RoleBoundary.life(id));
        return ResponseEntity.ok()
                .headers(EventPositions.at(SOURCE, current.head()))
                .eTag(ETags.of(current.position()))
                .body(view(id, current));
    }

    @PatchMapping("/{id}")
    ResponseEntity<RoleView> change(@PathVariable UUID id, @RequestBody Patch<RoleFields> patch, Origins origins) {
        Origin origin =
                origins.changing(ResponsibilitiesLog.role(id), patch.changes().reason());
        Role role = find(id, store.current(DECIDER, RoleBoundary.life(id)));
        Fields fields = new Fields();
        String name = patch.has("name") ? fields.name("name", patch.changes().name()) : role.name();
        if (patch.has("kind") && patch.changes().kind() != role.kind()) {
            fields.reject(
                    "kind", "kind-fixed", "A role stays for a " + role.kind().text() + ".");
        }
        fields.check();

        Decision<ResponsibilitiesEvent> decided = store.decide(DECIDER, new RenameRole(id, name), origin);
        Current<NameRegistry<Role>> current = at(id, decided.position());
        return ResponseEntity.ok()
                .headers(EventPositions.at(SOURCE, decided.position()))
                .eTag(ETags.of(current.position()))
                .body(view(id, current));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable UUID id, @RequestBody(required = false) Reason reason, Origins origins) {
        Origin origin = origins.changing(ResponsibilitiesLog.role(id), Reason.of(reason));
        // what is in use stays so: the decision need not load all of it to say no
        if (ResponsibilitiesLog.contains(store.log(), ResponsibilitiesLog.inRole(id))) {
            throw Role.inUse();
        }
        Decision<ResponsibilitiesEvent> decided = store.decide(DECIDER, new DeleteRole(id), origin);
        return ResponseEntity.noContent()
                .headers(EventPositions.at(SOURCE, decided.position()))
                .build();
    }

    private Current<NameRegistry<Role>> at(UUID id, long position) {
        return store.currentAt(DECIDER, RoleBoundary.life(id), position);
    }

    private static Role find(UUID id, Current<NameRegistry<Role>> current) {
        Role role = current.state().byId().get(id);
        if (role == null) {
            throw ProblemException.notFound();
        }
        return role;
    }

    private static RoleView view(UUID id, Current<NameRegistry<Role>> current) {
        Role role = find(id, current);
        return new RoleView(id, role.name(), role.kind());
    }
}

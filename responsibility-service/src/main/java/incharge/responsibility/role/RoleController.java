package incharge.responsibility.role;

import static incharge.responsibility.role.RoleBoundary.DECIDER;
import static incharge.responsibility.role.RoleBoundary.eventsOf;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.http.Area;
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
import incharge.responsibility.role.RoleCommand.ChangeRole;
import incharge.responsibility.role.RoleCommand.DeleteRole;
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

/** One role over HTTP; reporting-service has the lists. */
@RequiresLevel(area = Area.RESPONSIBILITIES, level = Level.ADMIN)
@RestController
@RequestMapping("/api/roles")
class RoleController {

    record RoleFields(String name, SubjectType kind, String reason) {}

    /** {@code owner}: whether those in the role are the owners of their customers. */
    record RoleChanges(String name, SubjectType kind, Boolean owner, String reason) {}

    record RoleView(UUID id, String name, SubjectType kind, boolean owner) {}

    private final EventStore<ResponsibilitiesEvent> store;
    private final ResourceAnswers answers;

    RoleController(EventStore<ResponsibilitiesEvent> store, ResourceAnswers answers) {
        this.store = store;
        this.answers = answers;
    }

    @PostMapping
    ResponseEntity<RoleView> add(@RequestBody RoleFields body, Origins origins) {
        Origin origin = origins.of(body.reason());
        var fields = new Fields();
        String name = fields.name("name", body.name());
        SubjectType kind = fields.required("kind", body.kind());
        fields.check();

        Decision<NameRegistry<Role>, ResponsibilitiesEvent> decision =
                store.decide(DECIDER, new AddRole(UuidCreator.getTimeOrderedEpoch(), name, kind), origin);
        UUID id = ((RoleEvent) decision.events().getFirst()).roleId();
        return answers.created("/api/roles/" + id, decision.current(eventsOf(id)), roles -> view(id, roles));
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @GetMapping("/{id}")
    ResponseEntity<RoleView> get(@PathVariable UUID id) {
        return answers.ok(store.current(DECIDER, eventsOf(id)), roles -> view(id, roles));
    }

    @PatchMapping("/{id}")
    ResponseEntity<RoleView> change(@PathVariable UUID id, @RequestBody Patch<RoleChanges> patch, Origins origins) {
        Origin origin =
                origins.changing(ResponsibilitiesLog.role(id), patch.changes().reason());
        var fields = new Fields();
        String name = patch.has("name") ? fields.name("name", patch.changes().name()) : null;
        // a mark that is removed is that of a role without
        Boolean owner = patch.has("owner") ? Boolean.TRUE.equals(patch.changes().owner()) : null;

        Decision<NameRegistry<Role>, ResponsibilitiesEvent> decision = store.decide(
                DECIDER.guarded((_, roles) -> {
                    Role role = find(id, roles);
                    if (patch.has("kind") && patch.changes().kind() != role.kind()) {
                        fields.reject(
                                "kind",
                                "kind-fixed",
                                "A role stays for a " + role.kind().text() + ".");
                    }
                    fields.check();
                }),
                new ChangeRole(id, name, owner),
                origin);
        return answers.ok(decision.current(eventsOf(id)), roles -> view(id, roles));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable UUID id, @RequestBody(required = false) Reason reason, Origins origins) {
        Origin origin = origins.changing(ResponsibilitiesLog.role(id), Reason.of(reason));
        RoleBoundary.refuseUsed(id, store);
        return answers.noContent(store.decide(DECIDER, new DeleteRole(id), origin));
    }

    private static Role find(UUID id, NameRegistry<Role> roles) {
        return roles.find(id).orElseThrow(ProblemException::notFound);
    }

    private static RoleView view(UUID id, Current<NameRegistry<Role>> roles) {
        Role role = find(id, roles.state());
        return new RoleView(id, role.name(), role.kind(), role.owner());
    }
}

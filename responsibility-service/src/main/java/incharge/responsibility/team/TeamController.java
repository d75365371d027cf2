package incharge.responsibility.team;

import static incharge.responsibility.event.ResponsibilitiesLog.SOURCE;
import static incharge.responsibility.team.TeamBoundary.DECIDER;

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
import incharge.responsibility.event.TeamEvent;
import incharge.responsibility.naming.NameRegistry;
import incharge.responsibility.team.TeamCommand.AddTeam;
import incharge.responsibility.team.TeamCommand.DeleteTeam;
import incharge.responsibility.team.TeamCommand.RenameTeam;
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

/** One team over HTTP; lists come from reporting-service. */
@RequiresLevel(area = Area.RESPONSIBILITIES, level = Level.ADMIN)
@RestController
@RequestMapping("/api/teams")
class TeamController {

    record TeamFields(String name, String reason) {}

    record TeamView(UUID id, String name) {}

    private final EventStore<ResponsibilitiesEvent> store;

    TeamController(EventStore<ResponsibilitiesEvent> store) {
        this.store = store;
    }

    @PostMapping
    ResponseEntity<TeamView> add(@RequestBody TeamFields body, Origins origins) {
        Origin origin = origins.of(body.reason());
        Fields fields = new Fields();
        String name = fields.name("name", body.name());
        fields.check();

        UUID id = UuidCreator.getTimeOrderedEpoch();
        Decision<ResponsibilitiesEvent> decided = store.decide(DECIDER, new AddTeam(id, name), origin);
        UUID added = ((TeamEvent) decided.events().getFirst()).teamId();
        Current<NameRegistry<Team>> made = at(added, decided.position());
        return ResponseEntity.created(URI.create("/api/teams/" + added))
                .headers(EventPositions.at(SOURCE, decided.position()))
                .eTag(ETags.of(made.position()))
                .body(view(added, made));
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @GetMapping("/{id}")
    ResponseEntity<TeamView> get(@PathVariable UUID id) {
        Current<NameRegistry<Team>> current = store.current(DECIDER, TeamBoundary.life(id));
        return ResponseEntity.ok()
                .headers(EventPositions.at(SOURCE, current.head()))
                .eTag(ETags.of(current.position()))
                .body(view(id, current));
    }

    @PatchMapping("/{id}")
    ResponseEntity<TeamView> change(@PathVariable UUID id, @RequestBody Patch<TeamFields> patch, Origins origins) {
        Origin origin =
                origins.changing(ResponsibilitiesLog.team(id), patch.changes().reason());
        Team team = find(id, store.current(DECIDER, TeamBoundary.life(id)));
        Fields fields = new Fields();
        String name = patch.has("name") ? fields.name("name", patch.changes().name()) : team.name();
        fields.check();

        Decision<ResponsibilitiesEvent> decided = store.decide(DECIDER, new RenameTeam(id, name), origin);
        Current<NameRegistry<Team>> current = at(id, decided.position());
        return ResponseEntity.ok()
                .headers(EventPositions.at(SOURCE, decided.position()))
                .eTag(ETags.of(current.position()))
                .body(view(id, current));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable UUID id, @RequestBody(required = false) Reason reason, Origins origins) {
        Origin origin = origins.changing(ResponsibilitiesLog.team(id), Reason.of(reason));
        Decision<ResponsibilitiesEvent> decided = store.decide(DECIDER, new DeleteTeam(id), origin);
        return ResponseEntity.noContent()
                .headers(EventPositions.at(SOURCE, decided.position()))
                .build();
    }

    private Current<NameRegistry<Team>> at(UUID id, long position) {
        return store.currentAt(DECIDER, TeamBoundary.life(id), position);
    }

    private static Team find(UUID id, Current<NameRegistry<Team>> current) {
        Team team = current.state().byId().get(id);
        if (team == null) {
            throw ProblemException.notFound();
        }
        return team;
    }

    private static TeamView view(UUID id, Current<NameRegistry<Team>> current) {
        return new TeamView(id, find(id, current).name());
    }
}

package incharge.responsibility.team;

import static incharge.responsibility.team.TeamBoundary.DECIDER;
import static incharge.responsibility.team.TeamBoundary.eventsOf;

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
import incharge.responsibility.event.TeamEvent;
import incharge.responsibility.naming.NameRegistry;
import incharge.responsibility.team.TeamCommand.AddTeam;
import incharge.responsibility.team.TeamCommand.DeleteTeam;
import incharge.responsibility.team.TeamCommand.RenameTeam;
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

/** One team over HTTP; reporting-service has the lists. */
@RequiresLevel(area = Area.RESPONSIBILITIES, level = Level.ADMIN)
@RestController
@RequestMapping("/api/teams")
class TeamController {

    record TeamFields(String name, String reason) {}

    record TeamView(UUID id, String name) {}

    private final EventStore<ResponsibilitiesEvent> store;
    private final ResourceAnswers answers;

    TeamController(EventStore<ResponsibilitiesEvent> store, ResourceAnswers answers) {
        this.store = store;
        this.answers = answers;
    }

    @PostMapping
    ResponseEntity<TeamView> add(@RequestBody TeamFields body, Origins origins) {
        Origin origin = origins.of(body.reason());
        var fields = new Fields();
        String name = fields.name("name", body.name());
        fields.check();

        Decision<NameRegistry<Team>, ResponsibilitiesEvent> decision =
                store.decide(DECIDER, new AddTeam(UuidCreator.getTimeOrderedEpoch(), name), origin);
        UUID id = ((TeamEvent) decision.events().getFirst()).teamId();
        return answers.created("/api/teams/" + id, decision.current(eventsOf(id)), teams -> view(id, teams));
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @GetMapping("/{id}")
    ResponseEntity<TeamView> get(@PathVariable UUID id) {
        return answers.ok(store.current(DECIDER, eventsOf(id)), teams -> view(id, teams));
    }

    @PatchMapping("/{id}")
    ResponseEntity<TeamView> change(@PathVariable UUID id, @RequestBody Patch<TeamFields> patch, Origins origins) {
        Origin origin =
                origins.changing(ResponsibilitiesLog.team(id), patch.changes().reason());
        var fields = new Fields();
        String name = patch.has("name") ? fields.name("name", patch.changes().name()) : null;

        Decision<NameRegistry<Team>, ResponsibilitiesEvent> decision = store.decide(
                DECIDER.guarded((_, teams) -> {
                    find(id, teams);
                    fields.check();
                }),
                new RenameTeam(id, name),
                origin);
        return answers.ok(decision.current(eventsOf(id)), teams -> view(id, teams));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable UUID id, @RequestBody(required = false) Reason reason, Origins origins) {
        Origin origin = origins.changing(ResponsibilitiesLog.team(id), Reason.of(reason));
        return answers.noContent(store.decide(DECIDER, new DeleteTeam(id), origin));
    }

    private static Team find(UUID id, NameRegistry<Team> teams) {
        return teams.find(id).orElseThrow(ProblemException::notFound);
    }

    private static TeamView view(UUID id, Current<NameRegistry<Team>> teams) {
        return new TeamView(id, find(id, teams.state()).name());
    }
}

package incharge.responsibility.responsibility;

import static incharge.responsibility.event.ResponsibilitiesLog.SOURCE;
import static incharge.responsibility.responsibility.ResponsibilityBoundary.DECIDER;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Outcome;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.http.Origins;
import incharge.eventstore.log.StoredCommit;
import incharge.http.Area;
import incharge.http.EventPositions;
import incharge.http.InvalidInput;
import incharge.http.Level;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import incharge.imports.ImportRun;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilityEvent.AssignmentEvent;
import incharge.responsibility.event.Subject;
import incharge.responsibility.reference.ReferenceData;
import incharge.responsibility.reference.SubjectData;
import incharge.responsibility.responsibility.RequestedChange.ChangeFields;
import incharge.responsibility.responsibility.ResponsibilityCommand.Impossible;
import incharge.responsibility.responsibility.ResponsibilityUndo.Started;
import incharge.visibility.CallerVisibility;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changes of responsibilities over HTTP, one or many at once; reporting-service has the views. */
@RequiresLevel(area = Area.RESPONSIBILITIES, level = Level.EDIT)
@RestController
@RequestMapping("/api/responsibilities")
class ResponsibilityController {

    private static final Pattern POSITION = Pattern.compile(SOURCE + "=(0|[1-9][0-9]{0,17})");

    /** {@code preview} decides and changes nothing; {@code basedOn} is what a preview answered. */
    record Batch(List<ChangeFields> changes, String reason, Boolean preview, String basedOn) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BatchView(UUID batchId, List<ChangeView> changes, String basedOn) {}

    /** A change of a batch that is not taken back, with the reason. */
    record ConflictView(@JsonUnwrapped ChangeView change, String code, String message) {}

    /** An undo is a batch too: its {@code batchId} can be undone. */
    record UndoneView(UUID batchId, List<ChangeView> changes, List<ConflictView> conflicts) {}

    private final EventStore<ResponsibilitiesEvent> store;
    private final ReferenceData referenceData;
    private final Clock clock;

    ResponsibilityController(EventStore<ResponsibilitiesEvent> store, ReferenceData referenceData, Clock clock) {
        this.store = store;
        this.referenceData = referenceData;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<BatchView> change(@RequestBody Batch body, Origins origins, CallerVisibility visibility) {
        Origin origin = origins.of(body.reason()).withBasedOn(basedOn(body.basedOn()));
        List<RequestedChange> changes = RequestedChange.checked(body.changes());
        List<ResponsibilityCommand> commands = commands(changes, visibility);
        boolean preview = body.preview() != null && body.preview();
        Decision<ResponsibilitiesEvent> decision = preview
                ? store.rehearse().decideAll(DECIDER, commands, origin)
                : store.decideAll(DECIDER, commands, origin);
        List<ChangeView> views = IntStream.range(0, changes.size())
                .mapToObj(i -> ChangeView.of(changes.get(i), decision.outcomes().get(i)))
                .toList();
        return ResponseEntity.ok()
                .headers(EventPositions.at(SOURCE, decision.position()))
                .body(
                        preview
                                ? new BatchView(null, views, SOURCE + "=" + decision.position())
                                : new BatchView(batchId(decision, origin), views, null));
    }

    private List<ResponsibilityCommand> commands(List<RequestedChange> changes, CallerVisibility visibility) {
        Set<Subject> wanted = changes.stream().map(RequestedChange::subject).collect(toSet());
        Map<Subject, SubjectData> subjects = referenceData.subjects(wanted, visibility);
        LocalDate today = LocalDate.now(clock);
        // what the caller may not see, or perhaps not, is refused as what does not exist, whatever anybody has of it
        return changes.stream()
                .map(change -> ResponsibilityUndo.isHidden(change.subject(), subjects, visibility)
                        ? new Impossible(change.assignment(), Responsibility.unknownSubject(change.subject()))
                        : change.command(subjects.get(change.subject()), today))
                .toList();
    }

    /**
     * Takes back what a batch did, the last first. What others changed since, and what a rule does not let go back, stays
     * and is listed.
     */
    @PostMapping("/batches/{batchId}/undo")
    ResponseEntity<UndoneView> undo(
            @PathVariable UUID batchId,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        Origin origin = origins.of(Reason.of(reason));
        SequencedMap<Started, AssignmentEvent> done = doneBy(batchId);
        Set<Subject> wanted = done.keySet().stream()
                .map(started -> started.assignment().subject())
                .collect(toSet());
        Map<Subject, SubjectData> subjects = wanted.isEmpty() ? Map.of() : referenceData.subjects(wanted, visibility);
        Predicate<Subject> hidden = subject -> ResponsibilityUndo.isHidden(subject, subjects, visibility);
        if (wanted.stream().allMatch(hidden)) {
            throw Refused.unknown("batch-unknown", null, "There is no such batch.");
        }
        List<Started> things = List.copyOf(done.sequencedKeySet().reversed());
        Decision<ResponsibilitiesEvent> decision =
                store.undo(ResponsibilityUndo.of(Set.of(batchId.toString()), subjects, visibility), things, origin);
        UndoneView view = new UndoneView(batchId(decision, origin), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < things.size(); i++) {
            AssignmentEvent event = done.get(things.get(i));
            if (!hidden.test(event.subject())) {
                add(view, event, decision.outcomes().get(i));
            }
        }
        return ResponseEntity.ok()
                .headers(EventPositions.at(SOURCE, decision.position()))
                .body(view);
    }

    private static void add(UndoneView view, AssignmentEvent undone, Outcome<ResponsibilitiesEvent> outcome) {
        if (outcome.refused() != null) {
            view.conflicts().add(conflict(undone, outcome.refused()));
        } else {
            outcome.events().forEach(event -> view.changes().add(ChangeView.of((AssignmentEvent) event)));
        }
    }

    private static ConflictView conflict(AssignmentEvent undone, Refused reason) {
        return new ConflictView(ChangeView.of(undone).withoutOutcome(), reason.code(), reason.getMessage());
    }

    /** Returns what a batch did last to each responsibility; nothing if there is no such batch. An import is none. */
    private SequencedMap<Started, AssignmentEvent> doneBy(UUID batchId) {
        SequencedMap<Started, AssignmentEvent> done = new LinkedHashMap<>();
        List<StoredCommit> commits = store.doneBy(batchId).stream()
                .filter(commit -> !ImportRun.isPart(commit))
                .toList();
        for (ResponsibilitiesEvent event : store.events(commits)) {
            if (event instanceof AssignmentEvent change) {
                done.put(ResponsibilityUndo.started(change), change);
            }
        }
        return done;
    }

    /** Returns the id of the command that was committed, which for a repeat is that of the first request. */
    private UUID batchId(Decision<ResponsibilitiesEvent> decision, Origin origin) {
        return decision.replayed()
                ? store.log()
                        .at(decision.position())
                        .map(event -> UUID.fromString(event.cause().commandId()))
                        .orElseThrow()
                : origin.commandId();
    }

    private static Long basedOn(String text) {
        if (text == null) {
            return null;
        }
        var position = POSITION.matcher(text);
        if (!position.matches()) {
            throw InvalidInput.request("basedOn", "based-on-malformed", "basedOn is what a preview answered.");
        }
        return Long.valueOf(position.group(1));
    }
}

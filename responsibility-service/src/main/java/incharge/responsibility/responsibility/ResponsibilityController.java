package incharge.responsibility.responsibility;

import static incharge.responsibility.responsibility.ResponsibilityBoundary.DECIDER;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.eventstore.decider.Attempt;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Outcome;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.eventstore.log.StoredCommit;
import incharge.http.Area;
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

    /** {@code preview} decides and changes nothing; {@code basedOn} is the position that any answer was read at. */
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
    private final ResourceAnswers answers;

    ResponsibilityController(
            EventStore<ResponsibilitiesEvent> store,
            ReferenceData referenceData,
            Clock clock,
            ResourceAnswers answers) {
        this.store = store;
        this.referenceData = referenceData;
        this.clock = clock;
        this.answers = answers;
    }

    @PostMapping
    ResponseEntity<BatchView> change(@RequestBody Batch body, Origins origins, CallerVisibility visibility) {
        Origin origin = origins.of(body.reason()).withBasedOn(answers.basedOn(body.basedOn()));
        LocalDate today = LocalDate.now(clock);
        List<RequestedChange> changes = RequestedChange.checked(body.changes(), today);
        List<Attempt<ResponsibilityCommand, ResponsibilityRegistry>> attempts = attempts(changes, today, visibility);
        boolean preview = body.preview() != null && body.preview();
        Decision<ResponsibilityRegistry, ResponsibilitiesEvent> decision = preview
                ? store.rehearse().decideAll(Attempt.decider(DECIDER), attempts, origin)
                : store.decideAll(Attempt.decider(DECIDER), attempts, origin);
        List<ChangeView> views = IntStream.range(0, changes.size())
                .mapToObj(i -> ChangeView.of(changes.get(i), decision.outcomes().get(i)))
                .toList();
        return answers.ok(
                decision,
                preview
                        ? new BatchView(null, views, answers.source() + "=" + decision.position())
                        : new BatchView(decision.commandId(), views, null));
    }

    private List<Attempt<ResponsibilityCommand, ResponsibilityRegistry>> attempts(
            List<RequestedChange> changes, LocalDate today, CallerVisibility visibility) {
        Set<Subject> wanted = changes.stream().map(RequestedChange::subject).collect(toSet());
        Map<Subject, SubjectData> subjects = referenceData.subjects(wanted, visibility);
        boolean rolesInUse = changes.stream().noneMatch(RequestedChange::namesRole) || referenceData.rolesInUse();
        return changes.stream()
                .map(change -> {
                    if (change.namesRole() && !rolesInUse) {
                        return refused(change, Responsibility.rolesNotInUse("roleId"));
                    }
                    return ResponsibilityUndo.isHidden(change.subject(), subjects, visibility)
                            ? refused(change, Responsibility.unknownSubject(change.subject()))
                            : Attempt.<ResponsibilityCommand, ResponsibilityRegistry>of(
                                    change.command(subjects.get(change.subject()), today));
                })
                .toList();
    }

    /** The refusal must not depend on the responsibilities of a subject that the caller may not see. */
    private static Attempt<ResponsibilityCommand, ResponsibilityRegistry> refused(
            RequestedChange change, Refused refusal) {
        return Attempt.refused(refusal, ResponsibilityBoundary.existence(change.assignment()));
    }

    /**
     * Takes back the changes of a batch, the last one first. A responsibility that another command changed since stays
     * as it is and is listed, as is one that a rule does not let go back.
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
        Decision<ResponsibilityRegistry, ResponsibilitiesEvent> decision =
                store.undo(ResponsibilityUndo.of(Set.of(batchId.toString()), subjects, visibility), things, origin);
        var view = new UndoneView(decision.commandId(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < things.size(); i++) {
            AssignmentEvent event = done.get(things.get(i));
            if (!hidden.test(event.subject())) {
                add(view, event, decision.outcomes().get(i));
            }
        }
        return answers.ok(decision, view);
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

    /** Returns the last change that a batch made to each responsibility; none for an import, which is no batch. */
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
}

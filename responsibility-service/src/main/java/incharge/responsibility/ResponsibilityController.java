package incharge.responsibility;

import static incharge.responsibility.ResponsibilityBoundary.DECIDER;
import static incharge.responsibility.TeamController.SOURCE;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Outcome;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.http.Origins;
import incharge.eventstore.log.StoredCommit;
import incharge.http.Area;
import incharge.http.EventPositions;
import incharge.http.Fields;
import incharge.http.InvalidInput;
import incharge.http.Level;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import incharge.imports.ImportRun;
import incharge.responsibility.ResponsibilityCommand.Assign;
import incharge.responsibility.ResponsibilityCommand.Change;
import incharge.responsibility.ResponsibilityCommand.Holding;
import incharge.responsibility.ResponsibilityCommand.Impossible;
import incharge.responsibility.ResponsibilityCommand.Remove;
import incharge.responsibility.ResponsibilityCommand.Which;
import incharge.responsibility.ResponsibilityCommand.Which.OnlyOne;
import incharge.responsibility.ResponsibilityCommand.Which.StartingOn;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityChanged;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityRemoved;
import incharge.responsibility.ResponsibilityUndo.Started;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Changes of responsibilities over HTTP, one or many at once; views come from reporting-service. */
@RequiresLevel(area = Area.RESPONSIBILITIES, level = Level.EDIT)
@RestController
@RequestMapping("/api/responsibilities")
class ResponsibilityController {

    static final int MOST = 20_000;

    private static final Pattern POSITION = Pattern.compile(SOURCE + "=(0|[1-9][0-9]{0,17})");

    enum Action {
        ASSIGN,
        REMOVE,
        CHANGE
    }

    enum Became {
        ASSIGNED,
        REMOVED,
        CHANGED,
        UNCHANGED
    }

    /** {@code from} tells absent from null: without it the only one is meant, with null the one without a start. */
    record ChangeFields(Action action, Subject subject, UUID employeeId, UUID roleId, JsonNode from, String to) {}

    /** {@code preview} decides and changes nothing; {@code basedOn} is what a preview answered. */
    record Batch(List<ChangeFields> changes, String reason, Boolean preview, String basedOn) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChangeView(
            Action action,
            Subject subject,
            UUID employeeId,
            UUID roleId,
            LocalDate from,
            LocalDate to,
            Became outcome) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BatchView(UUID batchId, List<ChangeView> changes, String basedOn) {}

    /** What a batch did and stays so, and why. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ConflictView(
            Action action,
            Subject subject,
            UUID employeeId,
            UUID roleId,
            LocalDate from,
            LocalDate to,
            String code,
            String message) {

        static ConflictView of(ChangeView did, Refused stays) {
            return new ConflictView(
                    did.action(),
                    did.subject(),
                    did.employeeId(),
                    did.roleId(),
                    did.from(),
                    did.to(),
                    stays.code(),
                    stays.getMessage());
        }
    }

    /** An undo is a batch too: its {@code batchId} can be undone. */
    record UndoneView(UUID batchId, List<ChangeView> changes, List<ConflictView> conflicts) {}

    private final EventStore<ResponsibilitiesEvent> store;
    private final Known known;
    private final Clock clock;

    ResponsibilityController(EventStore<ResponsibilitiesEvent> store, Known known, Clock clock) {
        this.store = store;
        this.known = known;
        this.clock = clock;
    }

    /** A change whose fields are all right in themselves. */
    private record Checked(Action action, Holding holding, LocalDate from, boolean fromGiven, LocalDate to) {

        ResponsibilityCommand command(KnownSubject known, LocalDate today) {
            Which which = fromGiven ? new StartingOn(from) : new OnlyOne(today);
            return switch (action) {
                case ASSIGN -> new Assign(holding, known, new Interval(from, to));
                case REMOVE -> new Remove(holding, known, which, to);
                case CHANGE -> new Change(holding, known, which, to);
            };
        }
    }

    @PostMapping
    ResponseEntity<BatchView> change(@RequestBody Batch body, Origins origins, CallerVisibility sight) {
        Origin origin = origins.of(body.reason()).withBasedOn(basedOn(body.basedOn()));
        List<Checked> changes = checked(body.changes());
        Set<Subject> subjects =
                changes.stream().map(change -> change.holding().subject()).collect(Collectors.toSet());
        Map<Subject, KnownSubject> found = known.subjects(subjects, sight);
        LocalDate today = LocalDate.now(clock);
        List<ResponsibilityCommand> commands = changes.stream()
                .map(change -> command(change, found.get(change.holding().subject()), sight, today))
                .toList();

        boolean preview = body.preview() != null && body.preview();
        Decision<ResponsibilitiesEvent> decided = preview
                ? store.rehearse().decideAll(DECIDER, commands, origin)
                : store.decideAll(DECIDER, commands, origin);
        List<ChangeView> views = IntStream.range(0, changes.size())
                .mapToObj(i -> view(changes.get(i), decided.outcomes().get(i)))
                .toList();
        return ResponseEntity.ok()
                .headers(EventPositions.at(SOURCE, decided.position()))
                .body(
                        preview
                                ? new BatchView(null, views, SOURCE + "=" + decided.position())
                                : new BatchView(batchId(decided, origin), views, null));
    }

    /**
     * Takes back what a batch did, the last first; what others changed since, and what a rule does not let go back, stays
     * and is listed.
     */
    @PostMapping("/batches/{batchId}/undo")
    ResponseEntity<UndoneView> undo(
            @PathVariable UUID batchId,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility sight) {
        Origin origin = origins.of(Reason.of(reason));
        SequencedMap<Started, ResponsibilityEvent> did = did(batchId);
        Set<Subject> subjects = did.keySet().stream()
                .map(started -> started.holding().subject())
                .collect(Collectors.toSet());
        Map<Subject, KnownSubject> found = subjects.isEmpty() ? Map.of() : known.subjects(subjects, sight);
        if (subjects.stream().allMatch(subject -> ResponsibilityUndo.isHidden(subject, found, sight))) {
            throw Refused.unknown("batch-unknown", null, "There is no such batch.");
        }
        List<Started> things = List.copyOf(did.sequencedKeySet().reversed());
        Decision<ResponsibilitiesEvent> decided =
                store.undo(ResponsibilityUndo.of(Set.of(batchId.toString()), found, sight), things, origin);
        List<ChangeView> changes = new ArrayList<>();
        List<ConflictView> conflicts = new ArrayList<>();
        for (int i = 0; i < things.size(); i++) {
            Outcome<ResponsibilitiesEvent> outcome = decided.outcomes().get(i);
            Refused stays = outcome.refused();
            if (ResponsibilityUndo.isHidden(things.get(i).holding().subject(), found, sight)) {
                continue;
            }
            if (stays != null) {
                conflicts.add(ConflictView.of(view(did.get(things.get(i))), stays));
            } else {
                outcome.events().forEach(event -> changes.add(view((ResponsibilityEvent) event)));
            }
        }
        return ResponseEntity.ok()
                .headers(EventPositions.at(SOURCE, decided.position()))
                .body(new UndoneView(batchId(decided, origin), changes, conflicts));
    }

    /** What a batch did last to each responsibility; nothing where there is no such batch. An import is none. */
    private SequencedMap<Started, ResponsibilityEvent> did(UUID batchId) {
        SequencedMap<Started, ResponsibilityEvent> did = new LinkedHashMap<>();
        List<StoredCommit> commits = store.doneBy(batchId).stream()
                .filter(commit -> !ImportRun.isPart(commit))
                .toList();
        for (ResponsibilitiesEvent event : store.events(commits)) {
            Started started = ResponsibilityUndo.thing(event);
            if (started != null) {
                did.put(started, (ResponsibilityEvent) event);
            }
        }
        return did;
    }

    /** What the caller may not see, or perhaps not, is refused as what there is not, whatever anybody has of it. */
    private static ResponsibilityCommand command(
            Checked change, KnownSubject known, CallerVisibility sight, LocalDate today) {
        return known == null && sight.restricted()
                ? new Impossible(
                        change.holding(),
                        Responsibility.unknown(change.holding().subject()))
                : change.command(known, today);
    }

    /** The id of the command that was committed, which for a repeat is the first one's. */
    private UUID batchId(Decision<ResponsibilitiesEvent> decided, Origin origin) {
        return decided.replayed()
                ? store.log()
                        .at(decided.position())
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

    private static List<Checked> checked(List<ChangeFields> changes) {
        Fields fields = new Fields();
        if (changes == null || changes.isEmpty()) {
            fields.required("changes", null);
            fields.check();
        }
        if (changes.size() > MOST) {
            fields.reject("changes", "too-many-changes", "A command takes at most 20,000 changes.");
            fields.check();
        }
        List<Checked> checked = new ArrayList<>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            checked.add(checked(changes.get(i), fields.in("changes[" + i + "].")));
        }
        fields.check();
        return checked;
    }

    private static Checked checked(ChangeFields change, Fields fields) {
        fields.required("action", change.action());
        fields.required("employeeId", change.employeeId());
        if (fields.required("subject", change.subject()) != null) {
            fields.in("subject.").required("type", change.subject().type());
            fields.in("subject.").required("id", change.subject().id());
        }
        return new Checked(
                change.action(),
                new Holding(change.subject(), change.employeeId(), change.roleId()),
                from(change.from(), fields),
                change.from() != null,
                fields.date("to", change.to()));
    }

    private static LocalDate from(JsonNode from, Fields fields) {
        if (from == null || from.isNull()) {
            return null;
        }
        if (!from.isString()) {
            fields.reject("from", "date-invalid", "from is not a date such as 2026-01-31.");
            return null;
        }
        return fields.date("from", from.asString());
    }

    private static ChangeView view(Checked change, Outcome<ResponsibilitiesEvent> outcome) {
        if (!outcome.events().isEmpty()) {
            ChangeView became = view((ResponsibilityEvent) outcome.events().getFirst());
            return new ChangeView(
                    change.action(),
                    became.subject(),
                    became.employeeId(),
                    became.roleId(),
                    became.from(),
                    became.to(),
                    became.outcome());
        }
        Holding holding = change.holding();
        return new ChangeView(
                change.action(),
                holding.subject(),
                holding.employeeId(),
                holding.roleId(),
                change.from(),
                change.to(),
                Became.UNCHANGED);
    }

    private static ChangeView view(ResponsibilityEvent event) {
        return switch (event) {
            case ResponsibilityAssigned e ->
                new ChangeView(
                        Action.ASSIGN, e.subject(), e.employeeId(), e.roleId(), e.from(), e.to(), Became.ASSIGNED);
            case ResponsibilityRemoved e ->
                new ChangeView(
                        Action.REMOVE, e.subject(), e.employeeId(), e.roleId(), e.from(), e.to(), Became.REMOVED);
            case ResponsibilityChanged e ->
                new ChangeView(
                        Action.CHANGE, e.subject(), e.employeeId(), e.roleId(), e.from(), e.to(), Became.CHANGED);
            case ResponsibilityEvent.AssigneeRequestKept _, ResponsibilityEvent.AssigneeRequestDeclined _ ->
                throw new IllegalStateException("nobody asked customer-service's questions here");
        };
    }
}

package incharge.responsibility;

import static incharge.responsibility.ResponsibilityBoundary.DECIDER;
import static incharge.responsibility.TeamController.SOURCE;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.eventstore.decider.Decided;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Outcome;
import incharge.http.Area;
import incharge.http.EventPositions;
import incharge.http.Fields;
import incharge.http.Invalid;
import incharge.http.Level;
import incharge.http.Needs;
import incharge.http.Origins;
import incharge.http.sight.Sight;
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
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Changes of responsibilities over HTTP, one or many at once; views come from reporting-service. */
@Needs(area = Area.RESPONSIBILITIES, level = Level.EDIT)
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
    ResponseEntity<BatchView> change(@RequestBody Batch body, Origins origins, Sight sight) {
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
        Decided<ResponsibilitiesEvent> decided = preview
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

    /** What the caller may not see, or perhaps not, is refused as what there is not, whatever anybody has of it. */
    private static ResponsibilityCommand command(Checked change, KnownSubject known, Sight sight, LocalDate today) {
        return known == null && sight.restricted()
                ? new Impossible(
                        change.holding(),
                        Responsibility.unknown(change.holding().subject()))
                : change.command(known, today);
    }

    /** The id of the command that was committed, which for a repeat is the first one's. */
    private UUID batchId(Decided<ResponsibilitiesEvent> decided, Origin origin) {
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
            throw Invalid.request("basedOn", "based-on-malformed", "basedOn is what a preview answered.");
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
        Holding holding = change.holding();
        Interval interval = new Interval(change.from(), change.to());
        Became became = Became.UNCHANGED;
        if (!outcome.events().isEmpty()) {
            switch ((ResponsibilityEvent) outcome.events().getFirst()) {
                case ResponsibilityAssigned _ -> became = Became.ASSIGNED;
                case ResponsibilityRemoved removed -> {
                    became = Became.REMOVED;
                    interval = new Interval(removed.from(), removed.to());
                }
                case ResponsibilityChanged changed -> {
                    became = Became.CHANGED;
                    interval = new Interval(changed.from(), changed.to());
                }
                case ResponsibilityEvent.AssigneeRequestKept _, ResponsibilityEvent.AssigneeRequestDeclined _ ->
                    throw new IllegalStateException("nobody asked customer-service's questions here");
            }
        }
        return new ChangeView(
                change.action(),
                holding.subject(),
                holding.employeeId(),
                holding.roleId(),
                interval.from(),
                interval.to(),
                became);
    }
}

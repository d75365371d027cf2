package incharge.customer.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.f4b6a3.uuid.UuidCreator;
import incharge.customer.card.Card;
import incharge.customer.card.ThingCommand;
import incharge.customer.card.ThingCommand.AddThing;
import incharge.customer.card.ThingCommand.RemoveThing;
import incharge.customer.card.ThingViews;
import incharge.customer.event.ActivityDetails;
import incharge.customer.event.ActivityEvent;
import incharge.customer.event.ActivityEvent.ActivityAdded;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.Place;
import incharge.customer.reference.CustomerChoice;
import incharge.customer.reference.CustomerChoices;
import incharge.customer.reference.ReferenceData;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.Undo;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.Level;
import incharge.http.Reason;
import incharge.http.RequiredLevel;
import incharge.http.RequiresLevel;
import incharge.visibility.CallerVisibility;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The same activity for many customers at once. */
@RequiresLevel(area = Area.CUSTOMERS, level = Level.EDIT)
@RestController
@RequestMapping("/api/activities/batches")
class ActivityBatchController {

    private static final int MAX_CUSTOMERS = 20_000;

    /** Code of the outcome of an activity that the caller does not see; it is never answered. */
    private static final String HIDDEN = "hidden";

    /** @param activityId null in a preview */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Planned(UUID customerId, UUID activityId, UUID assigneeId) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BatchView(UUID batchId, List<Planned> activities, String basedOn) {}

    record Removed(UUID customerId, UUID activityId, String outcome) {}

    /** An activity of a batch that is not removed, with the reason. */
    record Conflict(UUID customerId, UUID activityId, String code, String message) {}

    record UndoneView(UUID batchId, List<Removed> changes, List<Conflict> conflicts) {}

    private static final Decider<ThingCommand<Activity>, Card<Activity>, CustomersEvent> DECIDER =
            Card.decider(Activity.KIND);

    private final EventStore<CustomersEvent> store;
    private final ResourceAnswers answers;
    private final CustomerChoices customers;
    private final ReferenceData referenceData;
    private final Clock clock;

    ActivityBatchController(ThingViews.Desk desk, CustomerChoices customers, ReferenceData referenceData, Clock clock) {
        this.store = desk.store();
        this.answers = desk.answers();
        this.customers = customers;
        this.referenceData = referenceData;
        this.clock = clock;
    }

    /** Those of the customers that are archived meanwhile are left out: that is decided with the log. */
    @PostMapping
    ResponseEntity<BatchView> add(@RequestBody ActivityBatch body, Origins origins, CallerVisibility visibility) {
        Origin origin = origins.of(body.reason()).withBasedOn(answers.basedOn(body.basedOn()));
        if (body.assignToRole() != null) {
            origins.caller().require(RequiredLevel.view(Area.RESPONSIBILITIES));
        }
        if (!body.isPreview() && store.isRepeat(origin)) {
            return added(store.decideEach(DECIDER, List.of(), origin), visibility);
        }
        var fields = new Fields();
        CustomerChoice choice = body.choice(fields, referenceData, visibility.viewer());
        ActivityFields given = fields.required("activity", body.activity()) == null
                ? null
                : body.activity().fields();
        ActivityDetails details = given == null ? null : given.check(fields.in("activity."));
        if (given != null) {
            referenceData.checkActive(fields, "activity.assigneeId", given.assigneeId());
        }
        body.checkRole(fields, referenceData);
        fields.check();

        List<UUID> chosen = chosen(choice, origin, visibility);
        Map<UUID, UUID> responsible = body.assignToRole() == null
                ? Map.of()
                : referenceData.responsible(body.assignToRole(), chosen, day(details));
        List<ThingCommand<Activity>> commands = chosen.stream()
                .<ThingCommand<Activity>>map(customer -> {
                    UUID id = UuidCreator.getTimeOrderedEpoch();
                    ActivityDetails own =
                            body.assignToRole() == null ? details : details.withAssignee(responsible.get(customer));
                    var activity = new Activity(own, given.statusOrFirst(), Rank.of(id), origin.commandId());
                    return new AddThing<>(id, Place.beneath(customer), activity);
                })
                .toList();
        return body.isPreview()
                ? preview(store.rehearse().decideEach(DECIDER, commands, origin))
                : added(store.decideEach(DECIDER, commands, origin), visibility);
    }

    private List<UUID> chosen(CustomerChoice choice, Origin origin, CallerVisibility visibility) {
        long archivedSince = origin.basedOn() == null ? Long.MAX_VALUE : origin.basedOn();
        List<UUID> found = customers.find(choice, store.log().head(), archivedSince);
        Set<UUID> hidden = visibility.hidden(found);
        List<UUID> chosen =
                found.stream().filter(customer -> !hidden.contains(customer)).toList();
        if (chosen.size() > MAX_CUSTOMERS) {
            throw Refused.rule(
                    "too-many",
                    "to",
                    "At most %,d customers can be chosen, not %,d.".formatted(MAX_CUSTOMERS, chosen.size()));
        }
        return chosen;
    }

    /** Returns the day on which an activity is due or starts, else today. */
    private LocalDate day(ActivityDetails details) {
        if (details.due() != null) {
            return details.due();
        }
        return details.start() == null ? LocalDate.now(clock) : LocalDate.ofInstant(details.start(), clock.getZone());
    }

    private ResponseEntity<BatchView> preview(Decision<Card<Activity>, CustomersEvent> decision) {
        List<Planned> planned = added(decision.events()).stream()
                .map(event -> new Planned(
                        event.place().customerId(), null, event.details().assigneeId()))
                .toList();
        return answers.ok(decision, new BatchView(null, planned, answers.source() + "=" + decision.position()));
    }

    /** The repeat of a request may be answered to a caller who sees less by now. */
    private ResponseEntity<BatchView> added(
            Decision<Card<Activity>, CustomersEvent> decision, CallerVisibility visibility) {
        List<ActivityAdded> all = added(decision.events());
        Set<UUID> hidden = visibility.hidden(
                all.stream().map(event -> event.place().customerId()).toList());
        List<Planned> added = all.stream()
                .filter(event -> !hidden.contains(event.place().customerId()))
                .map(event -> new Planned(
                        event.place().customerId(),
                        event.activityId(),
                        event.details().assigneeId()))
                .toList();
        return answers.ok(decision, new BatchView(decision.commandId(), added, null));
    }

    private static List<ActivityAdded> added(List<CustomersEvent> events) {
        return events.stream().map(ActivityAdded.class::cast).toList();
    }

    /** Removes the activities of a batch. Those that another command changed or removed since are listed. */
    @PostMapping("/{batchId}/undo")
    ResponseEntity<UndoneView> undo(
            @PathVariable UUID batchId,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        Origin origin = origins.of(Reason.of(reason));
        List<ActivityAdded> added = store.events(store.doneBy(batchId)).stream()
                .filter(event -> event instanceof ActivityAdded activity && batchId.equals(activity.batchId()))
                .map(ActivityAdded.class::cast)
                .toList();
        Set<UUID> hidden = visibility.hidden(
                added.stream().map(event -> event.place().customerId()).toList());
        if (hidden.containsAll(
                added.stream().map(event -> event.place().customerId()).toList())) {
            throw Refused.unknown("batch-unknown", null, "There is no such batch.");
        }
        Decision<Card<Activity>, CustomersEvent> decision = store.undo(
                undoing(batchId, hidden),
                added.stream().map(ActivityAdded::activityId).toList(),
                origin);
        return answers.ok(decision, undone(decision, added, hidden));
    }

    /**
     * Each activity of the batch has an outcome, also a hidden one: so the repeat of a request, which is answered with
     * the first outcomes, has the right ones for a caller who sees others by now.
     */
    private static UndoneView undone(
            Decision<Card<Activity>, CustomersEvent> decision, List<ActivityAdded> added, Set<UUID> hidden) {
        var view = new UndoneView(decision.commandId(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < added.size(); i++) {
            UUID customer = added.get(i).place().customerId();
            UUID activity = added.get(i).activityId();
            Refused kept = decision.outcomes().get(i).refused();
            if (hidden.contains(customer) || (kept != null && kept.code().equals(HIDDEN))) {
                continue;
            }
            if (kept == null) {
                view.changes().add(new Removed(customer, activity, "removed"));
            } else {
                view.conflicts().add(new Conflict(customer, activity, kept.code(), kept.getMessage()));
            }
        }
        return view;
    }

    private static Undo<UUID, ThingCommand<Activity>, Card<Activity>, CustomersEvent> undoing(
            UUID batchId, Set<UUID> hidden) {
        return new Undo<>(
                DECIDER,
                Set.of(batchId.toString()),
                event -> event instanceof ActivityEvent activity ? activity.activityId() : null,
                Card::eventsOf,
                change -> {
                    Place place = change.now().things().get(change.resource()).place();
                    if (hidden.contains(place.customerId())) {
                        throw Refused.unknown(HIDDEN, null, "The customer is hidden.");
                    }
                    return new RemoveThing<>(change.resource(), place);
                });
    }
}

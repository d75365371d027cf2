package incharge.customer.activity;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.github.f4b6a3.uuid.UuidCreator;
import incharge.customer.activity.Board.MoveActivity;
import incharge.customer.card.Card;
import incharge.customer.card.ThingCommand.AddThing;
import incharge.customer.card.ThingView;
import incharge.customer.card.ThingViews;
import incharge.customer.event.ActivityDetails;
import incharge.customer.event.ActivityStatus;
import incharge.customer.event.ContactEvent;
import incharge.customer.event.ContactEvent.ContactRemoved;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.Place;
import incharge.customer.reference.ReferenceData;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.http.Origins;
import incharge.eventstore.log.Criteria;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.Level;
import incharge.http.Patch;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import incharge.visibility.CallerVisibility;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** One activity over HTTP; lists come from reporting-service. */
@RequiresLevel(area = Area.CUSTOMERS, level = Level.EDIT)
@RestController
class ActivityController {

    private static final String PATH = "/api/activities";

    /** An activity beneath a customer, which may be one of a project or a sales case of the customer. */
    record NewActivity(@JsonUnwrapped ActivityFields fields, UUID projectId, UUID salesCaseId) {}

    /** The neighbours that an activity is to have in a column. */
    record Move(ActivityStatus status, UUID after, UUID before, String reason) {}

    private final ThingViews<Activity, ActivityView> activities;
    private final EventStore<CustomersEvent> store;
    private final ReferenceData referenceData;

    ActivityController(ThingViews.Desk desk, ReferenceData referenceData) {
        this.activities = new ThingViews<>(desk, Activity.KIND, PATH, ActivityView::of);
        this.store = desk.store();
        this.referenceData = referenceData;
    }

    @PostMapping("/api/customers/{id}/activities")
    ResponseEntity<ThingView<ActivityView>> addToCustomer(
            @PathVariable UUID id, @RequestBody NewActivity body, Origins origins, CallerVisibility visibility) {
        Place place = activities.places().beneathCustomer(id, body.projectId(), body.salesCaseId(), visibility);
        return add(place, body.fields(), origins, visibility);
    }

    @PostMapping("/api/projects/{id}/activities")
    ResponseEntity<ThingView<ActivityView>> addToProject(
            @PathVariable UUID id, @RequestBody ActivityFields body, Origins origins, CallerVisibility visibility) {
        return add(activities.places().beneathProject(id, visibility), body, origins, visibility);
    }

    @PostMapping("/api/sales-cases/{id}/activities")
    ResponseEntity<ThingView<ActivityView>> addToSalesCase(
            @PathVariable UUID id, @RequestBody ActivityFields body, Origins origins, CallerVisibility visibility) {
        return add(activities.places().beneathSalesCase(id, visibility), body, origins, visibility);
    }

    private ResponseEntity<ThingView<ActivityView>> add(
            Place place, ActivityFields body, Origins origins, CallerVisibility visibility) {
        var fields = new Fields();
        ActivityDetails details = body.check(fields);
        Origin origin = origins.of(body.reason());
        if (!store.isRepeat(origin)) {
            checkNamed(fields, body, place.customerId());
        }
        fields.check();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        var activity = new Activity(details, body.statusOrFirst(), Rank.of(id), null);
        return activities.add(new AddThing<>(id, place, activity), origin, visibility);
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping(PATH + "/{id}")
    ResponseEntity<ThingView<ActivityView>> get(@PathVariable UUID id, CallerVisibility visibility) {
        return activities.get(id, visibility);
    }

    @PatchMapping(PATH + "/{id}")
    ResponseEntity<ThingView<ActivityView>> change(
            @PathVariable UUID id,
            @RequestBody Patch<ActivityFields> patch,
            Origins origins,
            CallerVisibility visibility) {
        ActivityFields changes = patch.changes();
        boolean names = changes.assigneeId() != null || changes.contactIds() != null;
        if (names && !store.isRepeat(origins.of(changes.reason()))) {
            Place place = activities.visible(id, visibility).place();
            var fields = new Fields();
            checkNamed(fields, changes, place.customerId());
            fields.check();
        }
        return activities.change(
                id, activity -> changed(activity, patch, origins), changes.reason(), origins, visibility);
    }

    /** Checks that those exist who are named: the assignee among the active employees, the contacts at the customer. */
    private void checkNamed(Fields fields, ActivityFields named, UUID customer) {
        referenceData.checkActive(fields, "assigneeId", named.assigneeId());
        if (named.contactIds() != null && named.contactIds().size() <= ActivityFields.MAX_CONTACTS) {
            Map<UUID, UUID> customers = customersOfContacts(named.contactIds());
            named.contactIds().stream()
                    .filter(contact -> !isAlike(customer, customers.get(contact)))
                    .forEach(contact -> fields.reject(
                            "contactIds", "contact-unknown", "The customer has no contact " + contact + "."));
        }
    }

    /** Returns whether the things of both customers lie beneath the same one; null is of none. */
    private boolean isAlike(UUID customer, UUID other) {
        return customer.equals(other)
                || (other != null
                        && activities
                                .places()
                                .targetOf(customer)
                                .equals(activities.places().targetOf(other)));
    }

    /** Returns the customers of those of the contacts that are not removed. */
    private Map<UUID, UUID> customersOfContacts(List<UUID> contacts) {
        return store.fold(
                HashMap::new,
                (customers, event) -> {
                    switch (event) {
                        case ContactRemoved(var contact, var _) -> customers.remove(contact);
                        case ContactEvent of ->
                            customers.put(of.contactId(), of.place().customerId());
                        case CustomersEvent _ -> {}
                    }
                    return customers;
                },
                Criteria.either(contacts.stream().map(Card::eventsOf).toList()));
    }

    /** Another status puts it last in that column. */
    private static Activity changed(Activity before, Patch<ActivityFields> patch, Origins origins) {
        var fields = new Fields();
        ActivityFields merged = patch.applyTo(ActivityFields.of(before));
        Activity after = before.with(merged.check(fields, before.details()));
        fields.check();
        ActivityStatus status = merged.statusOrFirst();
        return status == before.status() ? after : after.moved(status, Rank.of(origins.commandId()));
    }

    @DeleteMapping(PATH + "/{id}")
    ResponseEntity<Void> remove(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        return activities.remove(id, reason, origins, visibility);
    }

    @PostMapping(PATH + "/{id}/move")
    ResponseEntity<ThingView<ActivityView>> move(
            @PathVariable UUID id, @RequestBody Move body, Origins origins, CallerVisibility visibility) {
        var fields = new Fields();
        fields.required("status", body.status());
        fields.check();
        Place place = activities.places().now(activities.place(id));
        var move = new MoveActivity(
                id,
                place,
                activities.places().projectsOf(place.customerId()),
                body.status(),
                body.after(),
                body.before(),
                Rank.of(origins.commandId()));
        return activities.answer(
                id,
                store.decide(
                        Board.DECIDER.guarded((_, card) -> visibility.require(card.customerOf(Activity.KIND, id))),
                        move,
                        origins.changing(CustomersLog.thing(id), body.reason())));
    }
}

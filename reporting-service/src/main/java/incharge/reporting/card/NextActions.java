package incharge.reporting.card;

import incharge.reporting.answers.Json;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.ThingFilter;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BinaryOperator;
import tools.jackson.core.JsonGenerator;

/** The planned activities that come first, one for each of some customers. */
public final class NextActions {

    private static final ThingFilter ACTIVITIES = ThingFilter.of(Set.of(ThingType.ACTIVITY));

    private final Snapshot snapshot;
    private final Map<Customer, Content.Thing> byCustomer;

    private NextActions(Snapshot snapshot, Map<Customer, Content.Thing> byCustomer) {
        this.snapshot = snapshot;
        this.byCustomer = byCustomer;
    }

    /** Returns those of customers for which nothing is planned. */
    public static NextActions none(Snapshot snapshot) {
        return new NextActions(snapshot, Map.of());
    }

    static NextActions of(CardThings things, Snapshot snapshot, Collection<Customer> customers, Instant now) {
        if (customers.isEmpty()) {
            return none(snapshot);
        }
        ThingFilter planned = CardThings.beneath(ACTIVITIES.planned(now), snapshot, customers);
        return new NextActions(snapshot, things.read(snapshot, (versions, at) -> {
            var first = new HashMap<Customer, Content.Thing>();
            versions.forEachThing(planned, at, activity -> {
                Customer customer = CardThings.customerOf(snapshot, activity);
                if (customer != null) {
                    first.merge(customer, activity, BinaryOperator.minBy(Content.Thing.FIRST));
                }
            });
            List<UUID> ids = first.values().stream().map(Content.Thing::id).toList();
            var opened = new HashMap<Customer, Content.Thing>();
            versions.forEachSealed(
                    ACTIVITIES.withIds(ids),
                    at,
                    activity -> opened.put(CardThings.customerOf(snapshot, activity), versions.open(activity)));
            return opened;
        }));
    }

    /** Writes that of a customer; null when nothing is planned. */
    public void write(JsonGenerator json, Customer customer) {
        write(json, snapshot, byCustomer.get(customer));
    }

    /** @param activity null when nothing is planned */
    static void write(JsonGenerator json, Snapshot snapshot, Content.Thing activity) {
        json.writeName("nextAction");
        if (activity == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        Json.id(json, "id", activity.id());
        Json.text(json, "kind", activity.text("kind"));
        Json.text(json, "title", activity.text("title"));
        if (activity.erased()) {
            json.writeBooleanProperty("erased", true);
        }
        for (String field : List.of("due", "start", "end")) {
            if (activity.text(field) != null) {
                Json.text(json, field, activity.text(field));
            }
        }
        Json.text(json, "status", activity.text("status"));
        Project project =
                activity.project() == null ? null : snapshot.projects().find(activity.project());
        Json.named(json, "project", project);
        ThingItem.employee(json, snapshot, "assignee", activity.text("assigneeId"));
        json.writeEndObject();
    }
}

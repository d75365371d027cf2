package incharge.reporting.card;

import incharge.reporting.card.ActivityOptions.Status;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Content;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Counts what is on a card, as the lists beneath the customer do. */
final class CardCounts {

    private final Map<ThingType, Integer> byType = new EnumMap<>(ThingType.class);
    private final Map<String, Integer> byState = new HashMap<>();
    private final ActivityCounts activities;
    private int inactive;

    CardCounts(Instant now) {
        activities = new ActivityCounts(now);
    }

    void add(Content.Thing thing) {
        byType.merge(thing.type(), 1, Integer::sum);
        switch (thing.type()) {
            case CONTACT -> inactive += ContactOptions.isActive(thing) ? 0 : 1;
            case ACTIVITY -> activities.add(thing);
            case SALES_CASE -> byState.merge(thing.text("state"), 1, Integer::sum);
            case NOTE, COMMENT, FILE, LINK, ADDRESS, BILLING, FIELDS, AVATAR, CUSTOM_FIELD -> {}
        }
    }

    void write(JsonGenerator json, Snapshot snapshot, Customer customer) {
        json.writeObjectPropertyStart("counts");
        json.writeNumberProperty("contacts", of(ThingType.CONTACT) - inactive);
        json.writeNumberProperty("inactiveContacts", inactive);
        json.writeNumberProperty("notes", of(ThingType.NOTE));
        json.writeNumberProperty("comments", of(ThingType.COMMENT));
        json.writeNumberProperty("planned", activities.planned());
        json.writeNumberProperty("past", activities.past());
        json.writeNumberProperty("notStarted", activities.of(Status.NOT_STARTED));
        json.writeNumberProperty("inProgress", activities.of(Status.IN_PROGRESS));
        json.writeNumberProperty("files", of(ThingType.FILE));
        json.writeNumberProperty("links", of(ThingType.LINK));
        projects(json, snapshot, customer);
        salesCases(json);
        json.writeEndObject();
    }

    private int of(ThingType type) {
        return byType.getOrDefault(type, 0);
    }

    private static void projects(JsonGenerator json, Snapshot snapshot, Customer customer) {
        int open = 0;
        int closed = 0;
        for (Project project : snapshot.projectsOf(customer)) {
            if (!project.archived() && snapshot.isOpen(project)) {
                open++;
            } else if (!project.archived()) {
                closed++;
            }
        }
        json.writeObjectPropertyStart("projects");
        json.writeNumberProperty("open", open);
        json.writeNumberProperty("closed", closed);
        json.writeEndObject();
    }

    private void salesCases(JsonGenerator json) {
        json.writeObjectPropertyStart("salesCases");
        for (SalesCaseOptions.State state : SalesCaseOptions.State.values()) {
            json.writeNumberProperty(state.text(), byState.getOrDefault(state.text(), 0));
        }
        json.writeEndObject();
    }
}

package incharge.reporting.card;

import incharge.reporting.card.ActivityOptions.Status;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Content;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Counts what is on a card, as the lists beneath the customer do. */
final class CardCounts {

    private CardCounts() {}

    /** @param things all of the card, by type */
    static void write(
            JsonGenerator json,
            Snapshot snapshot,
            Customer customer,
            Map<ThingType, List<Content.Thing>> things,
            Instant now) {
        var activities = new ActivityCounts(now);
        of(things, ThingType.ACTIVITY).forEach(activities::add);
        long inactive = of(things, ThingType.CONTACT).stream()
                .filter(contact -> !ContactOptions.isActive(contact))
                .count();
        json.writeObjectPropertyStart("counts");
        json.writeNumberProperty("contacts", of(things, ThingType.CONTACT).size() - inactive);
        json.writeNumberProperty("inactiveContacts", inactive);
        json.writeNumberProperty("notes", of(things, ThingType.NOTE).size());
        json.writeNumberProperty("comments", of(things, ThingType.COMMENT).size());
        json.writeNumberProperty("planned", activities.planned());
        json.writeNumberProperty("past", activities.past());
        json.writeNumberProperty("notStarted", activities.of(Status.NOT_STARTED));
        json.writeNumberProperty("inProgress", activities.of(Status.IN_PROGRESS));
        json.writeNumberProperty("files", of(things, ThingType.FILE).size());
        json.writeNumberProperty("links", of(things, ThingType.LINK).size());
        projects(json, snapshot, customer);
        salesCases(json, of(things, ThingType.SALES_CASE));
        json.writeEndObject();
    }

    private static List<Content.Thing> of(Map<ThingType, List<Content.Thing>> things, ThingType type) {
        return things.getOrDefault(type, List.of());
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

    private static void salesCases(JsonGenerator json, List<Content.Thing> salesCases) {
        json.writeObjectPropertyStart("salesCases");
        for (SalesCaseOptions.State state : SalesCaseOptions.State.values()) {
            long count = salesCases.stream()
                    .filter(salesCase -> state.text().equals(salesCase.text("state")))
                    .count();
            json.writeNumberProperty(state.text(), count);
        }
        json.writeEndObject();
    }
}

package incharge.customer.activity;

import incharge.customer.event.ActivityKind;
import incharge.customer.event.ActivityStatus;
import incharge.customer.reference.CustomerChoice;
import incharge.customer.reference.ReferenceData;
import incharge.http.Fields;
import incharge.http.StrictJson;
import incharge.visibility.VisibilityRule.Viewer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * An activity for many customers, as a client writes it.
 *
 * @param to chooses the customers
 * @param assignToRole the role whose employees get the activities; null for none
 * @param preview decides and changes nothing
 * @param basedOn a position that was answered
 */
record ActivityBatch(Target to, Template activity, UUID assignToRole, Boolean preview, String basedOn, String reason) {

    /** The category of those customers that are in none. */
    private static final String UNCATEGORISED = "none";

    /** Values of one filter are alternatives, different filters all hold. */
    record Target(List<String> category, List<UUID> tag, List<UUID> customer, String q) {}

    /** What each customer gets. */
    record Template(
            ActivityKind kind,
            String title,
            String description,
            UUID assigneeId,
            LocalDate due,
            Instant start,
            Instant end,
            String location,
            ActivityStatus status) {

        ActivityFields fields() {
            return new ActivityFields(
                    kind, title, description, assigneeId, null, due, start, end, location, status, null);
        }
    }

    boolean isPreview() {
        return preview != null && preview;
    }

    /** Checks the choice of customers: one filter at least, and of categories and tags those that the caller sees. */
    CustomerChoice choice(Fields fields, ReferenceData referenceData, Viewer viewer) {
        Target target = to == null ? new Target(null, null, null, null) : to;
        Set<UUID> categories = new HashSet<>();
        boolean uncategorised = false;
        for (String category : orNone(target.category())) {
            if (category.equals(UNCATEGORISED)) {
                uncategorised = true;
            } else {
                categories.add(category(fields, category, referenceData, viewer));
            }
        }
        for (UUID tag : orNone(target.tag())) {
            if (!referenceData.hasTag(tag)) {
                fields.reject("to.tag", "tag-unknown", "There is no tag " + tag + ".");
            }
        }
        var choice = new CustomerChoice(
                Set.copyOf(orNone(target.customer())),
                categories,
                uncategorised,
                Set.copyOf(orNone(target.tag())),
                CustomerChoice.words(fields.text("to.q", target.q(), Fields.NAME)));
        if (choice.isOpen()) {
            fields.reject("to", "filter-required", "to needs one of category, tag, customer, q.");
        }
        return choice;
    }

    private static UUID category(Fields fields, String text, ReferenceData referenceData, Viewer viewer) {
        UUID id = StrictJson.id(text);
        if (id == null || !referenceData.hasCategory(id, viewer)) {
            fields.reject("to.category", "category-unknown", "There is no category " + text + ".");
        }
        return id;
    }

    private static <T> List<T> orNone(List<T> values) {
        return values == null ? List.of() : values;
    }

    /** Checks that the role is one for customers. */
    void checkRole(Fields fields, ReferenceData referenceData) {
        if (assignToRole == null) {
            return;
        }
        if (!referenceData.rolesInUse()) {
            fields.reject("assignToRole", "roles-not-in-use", "Roles are not in use in this workspace.");
            return;
        }
        String kind = referenceData.roleKind(assignToRole).orElse(null);
        if (kind == null) {
            fields.reject("assignToRole", "role-unknown", "There is no role " + assignToRole + ".");
        } else if (!kind.equals("customer")) {
            fields.reject("assignToRole", "role-kind", "The role " + assignToRole + " is not one for customers.");
        }
    }
}

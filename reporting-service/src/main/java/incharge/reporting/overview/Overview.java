package incharge.reporting.overview;

import incharge.http.Folding;
import incharge.http.Initials;
import incharge.reporting.answers.Actor;
import incharge.reporting.answers.CustomerFilter;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.Language;
import incharge.reporting.answers.Owners;
import incharge.reporting.answers.Period;
import incharge.reporting.answers.Selection;
import incharge.reporting.answers.Slice;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.answers.SortKeys;
import incharge.reporting.snapshot.Category;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Responsibility;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Sorting;
import incharge.reporting.snapshot.Tag;
import incharge.reporting.snapshot.Visibility;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** Customers chosen and in order, each with all columns of the table. */
final class Overview {

    /** The sort order of customers; equal ones are sorted by id. */
    enum Order {
        NAME,
        NUMBER,
        CREATED_AT,
        PROJECT_COUNT;

        private String key(Snapshot snapshot, Customer customer, Collation collation) {
            return switch (this) {
                case NAME -> collation.key(customer);
                case NUMBER -> SortKeys.natural(Folding.fold(customer.number())) + SortKeys.PART + customer.id();
                case CREATED_AT ->
                    SortKeys.counted(customer.createdAt().toEpochMilli()) + SortKeys.PART + customer.id();
                case PROJECT_COUNT ->
                    SortKeys.counted(snapshot.projectCount(customer)) + SortKeys.PART + collation.key(customer);
            };
        }

        private Selection.Order<Customer> in(Snapshot snapshot, Collation collation) {
            if (this == NAME) {
                return Selection.Order.ofNames(snapshot, Snapshot::customers, collation);
            }
            var sorting = new Sorting<>(
                    Snapshot::customers, (state, customer) -> key(state, customer, collation), this == PROJECT_COUNT);
            // the other orders are the same in every language
            var key = new OrderKey(this, this == PROJECT_COUNT ? collation : null);
            return Selection.Order.of(snapshot.derive(key, sorting), customer -> key(snapshot, customer, collation));
        }
    }

    private record OrderKey(Order order, Collation collation) {}

    /** So many of those in charge of a customer are listed. */
    private static final int MOST_RESPONSIBLE = 5;

    private final Snapshot snapshot;
    private final Visibility visibility;
    private final Collation collation;
    private final Selection.Order<Customer> order;
    private final Selection<Customer> customers;
    private final Owners owners;

    Overview(SnapshotView view, CustomerFilter filter, Order order, Collation collation) {
        this.snapshot = view.snapshot();
        this.visibility = view.visibility();
        this.collation = collation;
        this.order = order.in(snapshot, collation);
        this.customers = filter.of(snapshot, view.visibility());
        this.owners = Owners.of(view, collation);
    }

    Slice<Customer> page(int limit, String after) {
        return customers.page(order, limit, after);
    }

    int total() {
        return customers.size();
    }

    List<Customer> inOrder() {
        return customers.inOrder(order);
    }

    /** @param responsible decides who is listed as in charge; null lists nobody, no owners, and counts nobody */
    void write(JsonGenerator json, Customer customer, Period responsible) {
        Json.id(json, "id", customer.id());
        Json.text(json, "kind", customer.person() ? "person" : "company");
        Json.text(json, "number", customer.number());
        Json.name(json, customer);
        Json.text(json, "initials", Initials.of(customer.name()));
        Json.text(json, "vatNumber", customer.vatNumber());
        json.writeNumberProperty("projectCount", snapshot.projectCount(customer));
        Json.time(json, "createdAt", customer.createdAt());
        Actor.write(json, "createdBy", snapshot, customer.createdBy());
        Json.date(json, "customerSince", customer.customerSince());
        Json.named(json, "category", visibility.categoryOf(snapshot, customer));
        Json.allNamed(json, "tags", collation.sorted(snapshot.tagsOf(customer)));
        json.writeName("archived");
        json.writeBoolean(customer.archived());
        if (responsible != null) {
            responsible(json, customer, responsible);
        }
    }

    private void responsible(JsonGenerator json, Customer customer, Period period) {
        var shown = new ArrayList<Responsibility>();
        for (Responsibility responsibility : snapshot.of(customer)) {
            if (period.shows(responsibility) && employee(responsibility) != null) {
                shown.add(responsibility);
            }
        }
        shown.sort(Comparator.<Responsibility, Named>comparing(this::employee, collation.order())
                .thenComparing(this::role, Comparator.nullsFirst(collation.order())));
        json.writeArrayPropertyStart("responsible");
        for (Responsibility responsibility : shown.subList(0, Math.min(shown.size(), MOST_RESPONSIBLE))) {
            json.writeStartObject();
            Json.id(json, "id", employee(responsibility).id());
            Json.name(json, employee(responsibility));
            Named role = role(responsibility);
            Json.id(json, "roleId", role == null ? null : role.id());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("responsibleCount", shown.size());
        Json.allNamed(json, "owners", owners.of(customer));
    }

    private Named employee(Responsibility responsibility) {
        return snapshot.employees().at(responsibility.employee());
    }

    private Named role(Responsibility responsibility) {
        return snapshot.roles().at(responsibility.role());
    }

    /** Keys of the table's headers, in order. */
    static final String[] HEADERS = {
        "customer", "number", "vatNumber", "projectCount", "createdAt", "customerSince", "category", "tags", "archived"
    };

    List<Object> row(Customer customer, ZoneId zone, Language language) {
        Category category = visibility.categoryOf(snapshot, customer);
        return Arrays.asList(
                language.name(customer),
                customer.number(),
                customer.vatNumber(),
                snapshot.projectCount(customer),
                customer.createdAt().atZone(zone).toLocalDate(),
                customer.customerSince(),
                category == null ? null : category.name(),
                names(collation.sorted(snapshot.tagsOf(customer))),
                language.text(customer.archived() ? "yes" : "no"));
    }

    private static String names(List<Tag> tags) {
        return tags.isEmpty() ? null : tags.stream().map(Named::name).collect(Collectors.joining("; "));
    }
}

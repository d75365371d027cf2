package incharge.reporting.overview;

import incharge.reporting.answers.CustomerFilter;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.Selection;
import incharge.reporting.answers.Slice;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.answers.SortKeys;
import incharge.reporting.answers.Sorting;
import incharge.reporting.snapshot.Category;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Folding;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Tag;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;

/** Customers chosen and in order, each with all columns of the table. */
final class Overview {

    /** The sort order of customers; equal ones are sorted by id. */
    enum Order {
        NAME,
        NUMBER,
        CREATED_AT,
        PROJECT_COUNT;

        private String key(Snapshot snapshot, Customer customer) {
            return switch (this) {
                case NAME -> SortKeys.of(customer);
                case NUMBER -> SortKeys.natural(Folding.fold(customer.number())) + SortKeys.PART + customer.id();
                case CREATED_AT ->
                    SortKeys.counted(customer.createdAt().toEpochMilli()) + SortKeys.PART + customer.id();
                case PROJECT_COUNT ->
                    SortKeys.counted(snapshot.projectCount(customer)) + SortKeys.PART + SortKeys.of(customer);
            };
        }

        private Selection.Order<Customer> in(Snapshot snapshot) {
            if (this == NAME) {
                return Selection.Order.ofNames(snapshot.customers());
            }
            var sorting = new Sorting<>(Snapshot::customers, this::key, (_, customer) -> IntStream.of(customer));
            return Selection.Order.of(snapshot.derive(this, sorting), customer -> key(snapshot, customer));
        }
    }

    private final Snapshot snapshot;
    private final Selection.Order<Customer> order;
    private final Selection<Customer> customers;

    Overview(SnapshotView view, CustomerFilter filter, Order order) {
        this.snapshot = view.snapshot();
        this.order = order.in(snapshot);
        this.customers = filter.of(snapshot, view.visibility());
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

    static void write(JsonGenerator json, Snapshot snapshot, Customer customer) {
        Json.id(json, "id", customer.id());
        Json.text(json, "number", customer.number());
        Json.text(json, "name", customer.name());
        Json.text(json, "vatNumber", customer.vatNumber());
        json.writeNumberProperty("projectCount", snapshot.projectCount(customer));
        Json.time(json, "createdAt", customer.createdAt());
        Json.date(json, "customerSince", customer.customerSince());
        Json.named(json, "category", snapshot.categoryOf(customer));
        Json.allNamed(json, "tags", snapshot.tagsOf(customer));
        json.writeName("archived");
        json.writeBoolean(customer.archived());
    }

    /** Keys of the table's headers, in order. */
    static final String[] HEADERS = {
        "customer", "number", "vatNumber", "projectCount", "createdAt", "customerSince", "category", "tags", "archived"
    };

    List<Object> row(Customer customer, ZoneId zone, String yes, String no) {
        Category category = snapshot.categoryOf(customer);
        return Arrays.asList(
                customer.name(),
                customer.number(),
                customer.vatNumber(),
                snapshot.projectCount(customer),
                customer.createdAt().atZone(zone).toLocalDate(),
                customer.customerSince(),
                category == null ? null : category.name(),
                names(snapshot.tagsOf(customer)),
                customer.archived() ? yes : no);
    }

    private static String names(List<Tag> tags) {
        return tags.isEmpty() ? null : tags.stream().map(Named::name).collect(Collectors.joining("; "));
    }
}

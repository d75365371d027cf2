package incharge.reporting.overview;

import incharge.reporting.answers.CustomerFilter;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.Slice;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.answers.SortKeys;
import incharge.reporting.snapshot.Category;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Folding;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Tag;
import incharge.reporting.snapshot.Visibility;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** Customers chosen and sorted, each with all columns of the table. */
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
    }

    private record OverviewCacheKey(CustomerFilter filter, Order order, Visibility visibility) {}

    private final Snapshot snapshot;
    private final Order order;
    private final List<Customer> customers;

    static Overview of(SnapshotView view, CustomerFilter filter, Order order) {
        return view.snapshot()
                .remember(
                        new OverviewCacheKey(filter, order, view.visibility()),
                        () -> new Overview(view, filter, order));
    }

    private Overview(SnapshotView view, CustomerFilter filter, Order order) {
        this.snapshot = view.snapshot();
        this.order = order;
        List<Customer> chosen = filter.of(view.snapshot(), view.visibility());
        this.customers = order == Order.NAME ? chosen : sorted(chosen);
    }

    private record Keyed(String key, Customer customer) {}

    private List<Customer> sorted(List<Customer> chosen) {
        var keyed = new ArrayList<Keyed>(chosen.size());
        chosen.forEach(customer -> keyed.add(new Keyed(order.key(snapshot, customer), customer)));
        keyed.sort(Comparator.comparing(Keyed::key));
        return keyed.stream().map(Keyed::customer).toList();
    }

    Slice<Customer> page(int limit, String after) {
        return Slice.of(customers, customer -> order.key(snapshot, customer), limit, after);
    }

    List<Customer> customers() {
        return customers;
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

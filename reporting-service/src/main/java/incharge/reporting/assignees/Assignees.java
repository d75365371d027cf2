package incharge.reporting.assignees;

import incharge.reporting.answers.Download;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.Language;
import incharge.reporting.answers.NumberedLines;
import incharge.reporting.answers.Slice;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.answers.SortKeys;
import incharge.reporting.answers.Tally;
import incharge.reporting.slots.SlotCounts;
import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Category;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Derivation;
import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Responsibilities;
import incharge.reporting.snapshot.Responsibility;
import incharge.reporting.snapshot.Role;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Visibility;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import tools.jackson.core.JsonGenerator;

/** The rows of one list: by customer, its own before its projects', then by employee, role and first day. */
final class Assignees {

    /** @param project null for the customer's own */
    record Line(Customer customer, Project project, Responsibility responsibility) {}

    private final Snapshot snapshot;
    private final Visibility visibility;
    private final Tally.Query query;
    private final Collation collation;
    private final SlotSet concerned;
    private final NumberedLines<Line> lines;

    Assignees(SnapshotView view, Tally.Query query, Collation collation) {
        this.snapshot = view.snapshot();
        this.visibility = view.visibility();
        this.query = query;
        this.collation = collation;
        this.concerned = query.concerned(snapshot, visibility);
        this.lines = new NumberedLines<>(snapshot, collation, counts(), this::count, this::lines, this::key);
    }

    private SlotCounts counts() {
        if (NumberedLines.few(snapshot, concerned)) {
            return SlotCounts.of(NumberedLines.sorted(snapshot, concerned, collation), this::count);
        }
        var keeping = new Keeping(query, collation, visibility);
        return snapshot.derive(keeping, keeping);
    }

    /** Keeps the numbers of many customers' lines. */
    private record Keeping(Tally.Query query, Collation collation, Visibility visibility)
            implements Derivation<SlotCounts> {

        @Override
        public SlotCounts of(Snapshot snapshot) {
            return SlotCounts.of(NumberedLines.all(snapshot, collation), counting(snapshot));
        }

        @Override
        public boolean dependsOnCustomersAlone(Snapshot then, Snapshot now) {
            return query.dependsOnCustomersAlone(visibility, then, now);
        }

        @Override
        public SlotCounts next(SlotCounts value, Snapshot then, Snapshot now, int[] touched) {
            return NumberedLines.next(value, now, collation, touched, counting(now));
        }

        private IntUnaryOperator counting(Snapshot snapshot) {
            SlotSet concerned = query.concerned(snapshot, visibility);
            return slot -> concerned.contains(slot) ? Assignees.count(snapshot, query, slot) : 0;
        }
    }

    private int count(int slot) {
        return concerned.contains(slot) ? count(snapshot, query, slot) : 0;
    }

    /** Returns the number of lines of a concerned customer, by slot. */
    private static int count(Snapshot snapshot, Tally.Query query, int slot) {
        int count = count(snapshot, query, null, snapshot.ofCustomer(slot));
        if (query.rows().projects()) {
            for (Project project : snapshot.projectsOf(slot)) {
                if (query.rows().shows(project)) {
                    count += count(snapshot, query, project, snapshot.of(project));
                }
            }
        }
        return count;
    }

    private static int count(Snapshot snapshot, Tally.Query query, Project project, Responsibilities all) {
        int count = 0;
        for (Responsibility responsibility : all) {
            count += query.shows(snapshot, responsibility, project) ? 1 : 0;
        }
        return count;
    }

    private List<Line> lines(Customer customer) {
        if (!concerned.contains(customer.slot())) {
            return List.of();
        }
        var lines = new ArrayList<Line>();
        add(lines, customer, null, snapshot.of(customer));
        if (query.rows().projects()) {
            for (Project project : collation.sorted(List.of(snapshot.projectsOf(customer)))) {
                if (query.rows().shows(project)) {
                    add(lines, customer, project, snapshot.of(project));
                }
            }
        }
        return lines;
    }

    private void add(List<Line> found, Customer customer, Project project, Responsibilities responsibilities) {
        int first = found.size();
        for (Responsibility responsibility : responsibilities) {
            if (query.shows(snapshot, responsibility, project)) {
                found.add(new Line(customer, project, responsibility));
            }
        }
        if (found.size() - first > 1) {
            found.subList(first, found.size()).sort(inSubject());
        }
    }

    private Comparator<Line> inSubject() {
        return Comparator.<Line, Named>comparing(
                        line -> snapshot.employees().at(line.responsibility().employee()), collation.order())
                .thenComparing(
                        line -> snapshot.roles().at(line.responsibility().role()),
                        Comparator.nullsFirst(collation.order()))
                .thenComparingInt(line -> line.responsibility().from());
    }

    /** Returns the number of all lines. */
    int total() {
        return lines.total();
    }

    Slice<Line> page(int limit, String after) {
        int from = after == null ? 0 : lines.upTo(after);
        List<Line> page = lines.page(from, limit);
        return new Slice<>(page, from + page.size() < total() ? key(page.getLast()) : null);
    }

    /** Writes all lines in order. */
    void writeTo(Download.Row<Line> row) throws IOException {
        lines.writeTo(row);
    }

    /** Compares in the order of the lines. */
    private String key(Line line) {
        Role role = snapshot.roles().at(line.responsibility().role());
        String from = line.responsibility().fromText();
        return collation.key(line.customer())
                + SortKeys.PART
                + (line.project() == null ? "" : collation.key(line.project()))
                + SortKeys.PART
                + collation.key(snapshot.employees().at(line.responsibility().employee()))
                + SortKeys.PART
                + (role == null ? "" : collation.key(role))
                + SortKeys.PART
                + (from == null ? "" : from);
    }

    void write(JsonGenerator json, Line line) {
        Employee employee = snapshot.employees().at(line.responsibility().employee());
        json.writeObjectPropertyStart("customer");
        Json.id(json, "id", line.customer().id());
        Json.name(json, line.customer());
        Json.text(json, "number", line.customer().number());
        archived(json, line.customer().archived());
        json.writeEndObject();
        project(json, line.project());
        Json.named(json, "category", visibility.categoryOf(snapshot, line.customer()));
        Json.named(json, "employee", employee);
        Json.text(json, "email", employee.email());
        Json.text(json, "sellerInfo", employee.sellerInfo());
        Json.text(json, "from", line.responsibility().fromText());
        Json.text(json, "to", line.responsibility().toText());
        Json.named(json, "role", snapshot.roles().at(line.responsibility().role()));
    }

    private static void project(JsonGenerator json, Project project) {
        json.writeName("project");
        if (project == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        Json.id(json, "id", project.id());
        Json.text(json, "name", project.name());
        archived(json, project.archived());
        json.writeEndObject();
    }

    private static void archived(JsonGenerator json, boolean archived) {
        json.writeName("archived");
        json.writeBoolean(archived);
    }

    /** Keys of the seven columns' headers, in order. */
    static final String[] HEADERS = {
        "customerName", "customerGroup", "assignee", "email", "sellerInfo", "interval", "customerRole"
    };

    List<Object> row(Line line, Language language) {
        Employee employee = snapshot.employees().at(line.responsibility().employee());
        Category category = visibility.categoryOf(snapshot, line.customer());
        Role role = snapshot.roles().at(line.responsibility().role());
        return Arrays.asList(
                line.project() == null
                        ? language.name(line.customer())
                        : text(language.name(line.customer())) + " / "
                                + text(line.project().name()),
                category == null ? null : category.name(),
                language.name(employee),
                employee.email(),
                employee.sellerInfo(),
                interval(line.responsibility().fromText(), line.responsibility().toText()),
                role == null ? null : role.name());
    }

    /** Returns {@code 2026-01-01 – 2026-03-31}. An open side is blank; the result is null when both are open. */
    private static String interval(String from, String to) {
        return from == null && to == null ? null : text(from) + " \u2013 " + text(to);
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}

package incharge.reporting.assignees;

import incharge.reporting.answers.Json;
import incharge.reporting.answers.Slice;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.answers.SortKeys;
import incharge.reporting.snapshot.Category;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Responsibility;
import incharge.reporting.snapshot.Role;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Team;
import incharge.reporting.snapshot.Visibility;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The rows of one list: by customer, its own before its projects', then by employee, role and first day. */
final class Assignees {

    /** @param project null for the customer's own */
    record Line(Customer customer, Project project, Responsibility responsibility) {}

    private record AssigneesCacheKey(AssigneesQuery query, Visibility visibility) {}

    private final Snapshot snapshot;
    private final AssigneesQuery query;
    private final List<Line> lines;

    static Assignees of(SnapshotView view, AssigneesQuery query) {
        return view.snapshot()
                .remember(
                        new AssigneesCacheKey(query, view.visibility()),
                        () -> new Assignees(view.snapshot(), view.visibility(), query));
    }

    private Assignees(Snapshot snapshot, Visibility visibility, AssigneesQuery query) {
        this.snapshot = snapshot;
        this.query = query;
        var found = new ArrayList<Line>();
        for (Customer customer : query.customers().of(snapshot, visibility)) {
            add(found, customer, null, snapshot.of(customer));
            if (query.projects()) {
                for (Project project : snapshot.projectsOf(customer)) {
                    if (query.customers().archived() || !project.archived()) {
                        add(found, customer, project, snapshot.of(project));
                    }
                }
            }
        }
        this.lines = found;
    }

    private void add(List<Line> found, Customer customer, Project project, Responsibility[] responsibilities) {
        int first = found.size();
        for (Responsibility responsibility : responsibilities) {
            if (query.period().shows(responsibility)
                    && isChosen(snapshot.employees().at(responsibility.employee()))) {
                found.add(new Line(customer, project, responsibility));
            }
        }
        if (found.size() - first > 1) {
            found.subList(first, found.size())
                    .sort(Comparator.<Line>comparingInt(line -> employeeRank(line.responsibility()))
                            .thenComparingInt(line -> roleRank(line.responsibility()))
                            .thenComparingInt(line -> line.responsibility().from()));
        }
    }

    private boolean isChosen(Employee employee) {
        if (employee == null) {
            return false;
        }
        if (!query.employees().isEmpty() && !query.employees().contains(employee.id())) {
            return false;
        }
        Team team = snapshot.teamOf(employee);
        return query.teams().isEmpty() || (team != null && query.teams().contains(team.id()));
    }

    private int employeeRank(Responsibility responsibility) {
        return snapshot.employees().rank(snapshot.employees().at(responsibility.employee()));
    }

    private int roleRank(Responsibility responsibility) {
        Role role = snapshot.roles().at(responsibility.role());
        return role == null ? -1 : snapshot.roles().rank(role);
    }

    List<Line> lines() {
        return lines;
    }

    Slice<Line> page(int limit, String after) {
        return Slice.of(lines, this::key, limit, after);
    }

    /** Compares in the order of the lines. */
    private String key(Line line) {
        Role role = snapshot.roles().at(line.responsibility().role());
        String from = line.responsibility().fromText();
        return SortKeys.of(line.customer())
                + SortKeys.PART
                + (line.project() == null ? "" : SortKeys.of(line.project()))
                + SortKeys.PART
                + SortKeys.of(snapshot.employees().at(line.responsibility().employee()))
                + SortKeys.PART
                + (role == null ? "" : SortKeys.of(role))
                + SortKeys.PART
                + (from == null ? "" : from);
    }

    static void write(JsonGenerator json, Snapshot snapshot, Line line) {
        Employee employee = snapshot.employees().at(line.responsibility().employee());
        json.writeObjectPropertyStart("customer");
        Json.id(json, "id", line.customer().id());
        Json.text(json, "name", line.customer().name());
        Json.text(json, "number", line.customer().number());
        archived(json, line.customer().archived());
        json.writeEndObject();
        project(json, line.project());
        Json.named(json, "category", snapshot.categoryOf(line.customer()));
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
    static final String[] HEADERS = {"customer", "category", "assignee", "email", "sellerInfo", "interval", "role"};

    List<Object> row(Line line) {
        Employee employee = snapshot.employees().at(line.responsibility().employee());
        Category category = snapshot.categoryOf(line.customer());
        Role role = snapshot.roles().at(line.responsibility().role());
        return Arrays.asList(
                line.project() == null
                        ? line.customer().name()
                        : text(line.customer().name()) + " / "
                                + text(line.project().name()),
                category == null ? null : category.name(),
                employee.name(),
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

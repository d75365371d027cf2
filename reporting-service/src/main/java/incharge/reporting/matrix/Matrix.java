package incharge.reporting.matrix;

import incharge.reporting.answers.Json;
import incharge.reporting.answers.ProjectRows;
import incharge.reporting.answers.Selection;
import incharge.reporting.answers.Slice;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.answers.SortKeys;
import incharge.reporting.answers.Tally;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Responsibilities;
import incharge.reporting.snapshot.Responsibility;
import incharge.reporting.snapshot.Role;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Visibility;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** One matrix of one snapshot: rows and columns are chosen and counted once, pages are written from it. */
final class Matrix {

    /** @param project null for the customer's own row */
    record Line(Customer customer, Project project) {
        String key() {
            return project == null
                    ? SortKeys.of(customer)
                    : SortKeys.of(customer) + SortKeys.PART + SortKeys.of(project);
        }
    }

    private record MatrixCacheKey(MatrixQuery query, Visibility visibility) {}

    private final Snapshot snapshot;
    private final MatrixQuery query;
    private final Selection<Customer> rows;
    private final int total;
    /** Position of a column by slot of its employee or role, -1 for none. */
    private final int[] columnOf;
    /** Position of the column of responsibilities without a role, -1 for none. */
    private final int columnOfNoRole;

    private final SerializedString columns;

    static Matrix of(SnapshotView view, MatrixQuery query) {
        return view.snapshot().remember(new MatrixCacheKey(query, view.visibility()), () -> new Matrix(view, query));
    }

    private Matrix(SnapshotView view, MatrixQuery query) {
        this.snapshot = view.snapshot();
        this.query = query;
        Tally.Query shown = query.shown();
        this.rows = shown.rows().of(snapshot, view.visibility());
        this.total = rows.size()
                + (shown.projects() ? ProjectRows.of(view, shown.rows()).size() : 0);
        if (query.byRole()) {
            Tally tally = Tally.byRole(view, shown);
            List<Role> chosen = snapshot.roles().inOrder().stream()
                    .filter(role -> query.showsRole(role) && (shown.projects() || !role.ofProjects()))
                    .sorted(Comparator.comparing(Role::ofProjects))
                    .toList();
            columnOf = positions(snapshot.roles().slots(), chosen);
            columnOfNoRole = tally.withoutRole(snapshot) > 0 ? chosen.size() : -1;
            columns = text(json -> roleColumns(json, chosen, tally));
        } else {
            Tally tally = Tally.byEmployee(view, shown);
            List<Employee> chosen = shown.employees().of(snapshot).stream()
                    .filter(employee -> employee.active()
                            || tally.ofEmployee(employee.slot()) > 0
                            || !shown.employees().employees().isEmpty())
                    .toList();
            columnOf = positions(snapshot.employees().slots(), chosen);
            columnOfNoRole = -1;
            columns = new SerializedString(EmployeeColumns.of(snapshot).text(snapshot, chosen, tally));
        }
    }

    /** Writes a page: {@code {columns, rows, next, total}}. {@code cursor} makes a cursor from a row's key. */
    void write(JsonGenerator json, int limit, String after, UnaryOperator<String> cursor) {
        Slice<Line> page = rows.page(Selection.Order.ofNames(rows.table()), this::lines, Line::key, limit, after);
        json.writeStartObject();
        json.writeName("columns");
        json.writeRawValue(columns);
        json.writeArrayPropertyStart("rows");
        for (Line line : page.items()) {
            write(json, line);
        }
        json.writeEndArray();
        Json.text(json, "next", page.last() == null ? null : cursor.apply(page.last()));
        json.writeNumberProperty("total", total);
        json.writeEndObject();
    }

    private List<Line> lines(Customer customer) {
        var own = new Line(customer, null);
        Project[] projects = snapshot.projectsOf(customer);
        if (!query.shown().projects() || projects.length == 0) {
            return List.of(own);
        }
        var lines = new ArrayList<Line>(1 + projects.length);
        lines.add(own);
        for (Project project : projects) {
            if (query.shown().rows().shows(project)) {
                lines.add(new Line(customer, project));
            }
        }
        return lines;
    }

    private static int[] positions(int slots, List<? extends Named> columns) {
        var positions = new int[slots];
        Arrays.fill(positions, -1);
        for (int position = 0; position < columns.size(); position++) {
            positions[columns.get(position).slot()] = position;
        }
        return positions;
    }

    private Responsibilities responsibilities(Line line) {
        return line.project() == null ? snapshot.of(line.customer()) : snapshot.of(line.project());
    }

    private int column(Responsibility responsibility) {
        if (!query.byRole()) {
            return columnOf[responsibility.employee()];
        }
        return snapshot.roles().at(responsibility.role()) == null ? columnOfNoRole : columnOf[responsibility.role()];
    }

    private void roleColumns(JsonGenerator json, List<Role> chosen, Tally tally) {
        json.writeStartArray();
        for (Role role : chosen) {
            roleColumn(json, role.id().toString(), role.name(), role.kind(), tally.ofRole(role.slot()));
        }
        if (tally.withoutRole(snapshot) > 0) {
            roleColumn(json, null, null, null, tally.withoutRole(snapshot));
        }
        json.writeEndArray();
    }

    private static void roleColumn(JsonGenerator json, String id, String name, String kind, int count) {
        json.writeStartObject();
        Json.text(json, "roleId", id);
        Json.text(json, "name", name);
        Json.text(json, "kind", kind);
        json.writeNumberProperty("count", count);
        json.writeEndObject();
    }

    private void write(JsonGenerator json, Line line) {
        json.writeStartObject();
        json.writeName(SUBJECT);
        json.writeStartObject();
        if (line.project() == null) {
            subject(json, "customer", line.customer(), line.customer().number(), line.customer());
            archived(json, line.customer().archived());
        } else {
            subject(json, "project", line.project(), line.project().number(), line.customer());
            archived(json, line.project().archived());
        }
        json.writeEndObject();
        Json.named(json, "category", snapshot.categoryOf(line.customer()));
        Json.allNamed(json, "tags", snapshot.tagsOf(line.customer()));
        cells(json, line);
        json.writeEndObject();
    }

    private void cells(JsonGenerator json, Line line) {
        json.writeName(CELLS);
        json.writeStartArray();
        int column = -1;
        for (Responsibility shown : shown(line)) {
            if (column(shown) != column) {
                endCell(json, column);
                column = column(shown);
                beginCell(json, shown);
            }
            write(json, shown);
        }
        endCell(json, column);
        json.writeEndArray();
    }

    /** @param column of the open cell, -1 for none */
    private static void endCell(JsonGenerator json, int column) {
        if (column >= 0) {
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void subject(JsonGenerator json, String type, Named subject, String number, Customer customer) {
        json.writeName(TYPE);
        json.writeString(type);
        Json.id(json, "id", subject.id());
        Json.text(json, "name", subject.name());
        Json.text(json, "number", number);
        Json.id(json, "customerId", customer.id());
    }

    private static void archived(JsonGenerator json, boolean archived) {
        json.writeName(ARCHIVED);
        json.writeBoolean(archived);
    }

    private void beginCell(JsonGenerator json, Responsibility first) {
        json.writeStartObject();
        if (query.byRole()) {
            role(json, first);
        } else {
            json.writeName(EMPLOYEE_ID);
            json.writeString(snapshot.employees().at(first.employee()).id().toString());
        }
        json.writeName(RESPONSIBILITIES);
        json.writeStartArray();
    }

    private void write(JsonGenerator json, Responsibility responsibility) {
        json.writeStartObject();
        if (query.byRole()) {
            Json.named(json, "employee", snapshot.employees().at(responsibility.employee()));
        } else {
            role(json, responsibility);
        }
        json.writeName(FROM);
        json.writeString(responsibility.fromText());
        json.writeName(TO);
        json.writeString(responsibility.toText());
        json.writeName(STATE);
        json.writeString(query.shown().period().state(responsibility));
        json.writeEndObject();
    }

    private void role(JsonGenerator json, Responsibility responsibility) {
        Role role = snapshot.roles().at(responsibility.role());
        json.writeName(ROLE_ID);
        json.writeString(role == null ? null : role.id().toString());
    }

    /** Returns a row's shown responsibilities, by column, then by role or employee, then by the day they begin. */
    private List<Responsibility> shown(Line line) {
        var shown = new ArrayList<Responsibility>();
        for (Responsibility responsibility : responsibilities(line)) {
            if (query.shown().shows(snapshot, responsibility, line.project()) && column(responsibility) >= 0) {
                shown.add(responsibility);
            }
        }
        if (shown.size() > 1) {
            shown.sort(inRow());
        }
        return shown;
    }

    private Comparator<Responsibility> inRow() {
        return Comparator.<Responsibility>comparingInt(this::column)
                .thenComparing(query.byRole() ? this::employee : this::role, Comparator.nullsFirst(Named.ORDER))
                .thenComparingInt(Responsibility::from);
    }

    private Named employee(Responsibility responsibility) {
        return snapshot.employees().at(responsibility.employee());
    }

    private Named role(Responsibility responsibility) {
        return snapshot.roles().at(responsibility.role());
    }

    private static SerializedString text(Consumer<JsonGenerator> written) {
        return new SerializedString(new String(Json.bytes(written), StandardCharsets.UTF_8));
    }

    private static final SerializedString SUBJECT = new SerializedString("subject");
    private static final SerializedString ARCHIVED = new SerializedString("archived");
    private static final SerializedString TYPE = new SerializedString("type");
    private static final SerializedString CELLS = new SerializedString("cells");
    private static final SerializedString EMPLOYEE_ID = new SerializedString("employeeId");
    private static final SerializedString RESPONSIBILITIES = new SerializedString("responsibilities");
    private static final SerializedString ROLE_ID = new SerializedString("roleId");
    private static final SerializedString FROM = new SerializedString("from");
    private static final SerializedString TO = new SerializedString("to");
    private static final SerializedString STATE = new SerializedString("state");
}

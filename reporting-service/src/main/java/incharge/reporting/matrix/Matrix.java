package incharge.reporting.matrix;

import incharge.http.ProblemException;
import incharge.reporting.answers.Download;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.Language;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.answers.Tally;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Responsibility;
import incharge.reporting.snapshot.Role;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Visibility;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** One matrix of one snapshot: rows and columns are chosen and counted once, pages and files are written from it. */
final class Matrix {

    private record MatrixCacheKey(MatrixQuery query, Visibility visibility) {}

    /**
     * A part of the rows.
     *
     * @param after the key of the row before the page; null when it begins at the offset
     * @param offset of the first row, counted from 0
     * @param columns whether the columns are part of the answer
     */
    record Page(int limit, String after, long offset, boolean columns) {}

    private final Snapshot snapshot;
    private final Visibility visibility;
    private final MatrixQuery query;
    private final Lines lines;
    private final Tally tally;
    /** The employees or the roles. */
    private final List<? extends Named> columns;
    /** Position of a column by slot of its employee or role, -1 for none. */
    private final int[] columnOf;
    /** Position of the column of responsibilities without a role, -1 for none. */
    private final int columnOfNoRole;

    static Matrix of(SnapshotView view, MatrixQuery query) {
        return view.snapshot().remember(new MatrixCacheKey(query, view.visibility()), () -> new Matrix(view, query));
    }

    private Matrix(SnapshotView view, MatrixQuery query) {
        this.snapshot = view.snapshot();
        this.visibility = view.visibility();
        this.query = query;
        this.lines = new Lines(view, query);
        Tally.Query shown = query.shown();
        if (query.rows() == MatrixQuery.Rows.EMPTY) {
            tally = Tally.none(snapshot);
        } else {
            tally = query.byRole() ? Tally.byRole(view, shown) : Tally.byEmployee(view, shown);
        }
        columns = query.byRole() ? roles() : employees();
        columnOf = positions(
                query.byRole() ? snapshot.roles().slots() : snapshot.employees().slots());
        columnOfNoRole = query.byRole() && tally.withoutRole(snapshot).shown() > 0 ? columns.size() : -1;
    }

    /** Returns the chosen roles, those of customers first, and every other one that something is shown of. */
    private List<Role> roles() {
        boolean ofProjects = query.shown().rows().showsProjects(snapshot, visibility);
        return query.collation().sorted(snapshot.roles().inOrder()).stream()
                .filter(role -> (query.showsRole(role) && (ofProjects || !role.ofProjects()))
                        || tally.ofRole(role.slot()).shown() > 0)
                .sorted(Comparator.comparing(Role::ofProjects))
                .toList();
    }

    private List<Employee> employees() {
        return query.shown().employees().of(snapshot, query.collation()).stream()
                .filter(employee -> employee.active()
                        || tally.ofEmployee(employee.slot()).shown() > 0
                        || !query.shown().employees().employees().isEmpty())
                .toList();
    }

    private int[] positions(int slots) {
        var positions = new int[slots];
        Arrays.fill(positions, -1);
        for (int position = 0; position < columns.size(); position++) {
            positions[columns.get(position).slot()] = position;
        }
        return positions;
    }

    /**
     * Writes a page: {@code {columns, rows, offset, next, total, counts}}. {@code cursor} makes a cursor from a row's
     * key.
     */
    void write(JsonGenerator json, Page page, UnaryOperator<String> cursor) {
        long offset = page.after() == null ? page.offset() : lines.upTo(page.after());
        List<Line> rows = lines.page(offset, page.limit());
        json.writeStartObject();
        if (page.columns()) {
            json.writeName("columns");
            writeColumns(json);
        }
        json.writeArrayPropertyStart("rows");
        for (Line line : rows) {
            write(json, line);
        }
        json.writeEndArray();
        json.writeNumberProperty("offset", offset);
        boolean more = !rows.isEmpty() && offset + rows.size() < lines.total();
        Json.text(json, "next", more ? cursor.apply(rows.getLast().key(query.collation())) : null);
        json.writeNumberProperty("total", lines.total());
        json.writeObjectPropertyStart("counts");
        json.writeNumberProperty("customers", lines.ofCustomers());
        json.writeNumberProperty("projects", lines.total() - lines.ofCustomers());
        json.writeNumberProperty("responsibilities", responsibilities());
        json.writeEndObject();
        json.writeEndObject();
    }

    private int responsibilities() {
        return Stream.concat(columns.stream().map(this::numbers), Stream.of(withoutRole()))
                .mapToInt(Tally.Numbers::shown)
                .sum();
    }

    private Tally.Numbers numbers(Named column) {
        return query.byRole() ? tally.ofRole(column.slot()) : tally.ofEmployee(column.slot());
    }

    /** Returns the numbers of the column without a role; there is none among the employees. */
    private Tally.Numbers withoutRole() {
        return query.byRole() ? tally.withoutRole(snapshot) : Tally.Numbers.NONE;
    }

    private void writeColumns(JsonGenerator json) {
        if (!query.byRole()) {
            List<Employee> employees =
                    columns.stream().map(column -> (Employee) column).toList();
            json.writeRawValue(EmployeeColumns.of(snapshot).text(snapshot, employees, tally));
            return;
        }
        json.writeStartArray();
        for (Named column : columns) {
            roleColumn(json, (Role) column, numbers(column));
        }
        if (columnOfNoRole >= 0) {
            roleColumn(json, null, withoutRole());
        }
        json.writeEndArray();
    }

    private static void roleColumn(JsonGenerator json, Role role, Tally.Numbers numbers) {
        json.writeStartObject();
        Json.id(json, "roleId", role == null ? null : role.id());
        Json.text(json, "name", role == null ? null : role.name());
        Json.text(json, "kind", role == null ? null : role.kind());
        json.writeNumberProperty("count", numbers.shown());
        json.writeNumberProperty("current", numbers.current());
        json.writeNumberProperty("coming", numbers.coming());
        json.writeEndObject();
    }

    private int column(Responsibility responsibility) {
        if (!query.byRole()) {
            return columnOf[responsibility.employee()];
        }
        return snapshot.roles().at(responsibility.role()) == null ? columnOfNoRole : columnOf[responsibility.role()];
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
        Json.named(json, "category", visibility.categoryOf(snapshot, line.customer()));
        Json.allNamed(json, "tags", query.collation().sorted(snapshot.tagsOf(line.customer())));
        cells(json, line);
        json.writeEndObject();
    }

    private void cells(JsonGenerator json, Line line) {
        List<Responsibility> all = shown(line);
        json.writeNumberProperty("count", all.size());
        json.writeName(CELLS);
        json.writeStartArray();
        int column = -1;
        for (Responsibility shown : all) {
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
        Json.name(json, subject);
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
        for (Responsibility responsibility : line.responsibilities(snapshot)) {
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
                .thenComparing(
                        query.byRole() ? this::employee : this::role,
                        Comparator.nullsFirst(query.collation().order()))
                .thenComparingInt(Responsibility::from);
    }

    private Named employee(Responsibility responsibility) {
        return snapshot.employees().at(responsibility.employee());
    }

    private Named role(Responsibility responsibility) {
        return snapshot.roles().at(responsibility.role());
    }

    /** The number of columns that a sheet has room for. */
    private static final int MOST_COLUMNS = 16_384;

    private static final int LEADING_COLUMNS = 2;

    /** Returns the heads of a file's columns. Answers 422 when a sheet has no room for them. */
    List<String> header(Language language) {
        var header = new ArrayList<>(language.headers("number", "customer"));
        columns.forEach(column -> header.add(language.name(column)));
        if (columnOfNoRole >= 0) {
            header.add(language.text("noRole"));
        }
        if (header.size() > MOST_COLUMNS) {
            throw ProblemException.of(
                    422,
                    "too-many-columns",
                    "The matrix has " + header.size() + " columns, a sheet has at most " + MOST_COLUMNS + ".");
        }
        return header;
    }

    /** Writes all rows in order. */
    void writeTo(Download.Row<Line> row) throws IOException {
        lines.writeTo(row);
    }

    /** Returns the cells of a row of a file. */
    List<Object> row(Line line, Language language) {
        var row = new Object[LEADING_COLUMNS + columns.size() + (columnOfNoRole >= 0 ? 1 : 0)];
        row[0] = line.project() == null
                ? line.customer().number()
                : line.project().number();
        row[1] = line.project() == null
                ? language.name(line.customer())
                : language.name(line.customer()) + " / " + language.name(line.project());
        var names = new LinkedHashSet<Named>();
        List<Responsibility> all = shown(line);
        for (int i = 0; i < all.size(); i++) {
            Responsibility shown = all.get(i);
            names.add(query.byRole() ? employee(shown) : role(shown));
            if (i + 1 == all.size() || column(all.get(i + 1)) != column(shown)) {
                row[LEADING_COLUMNS + column(shown)] = cell(names, language);
                names.clear();
            }
        }
        return Arrays.asList(row);
    }

    /** @param names those of a cell in order, null for no role */
    private static String cell(Set<Named> names, Language language) {
        String text =
                names.stream().filter(Objects::nonNull).map(language::name).collect(Collectors.joining(", "));
        return text.isEmpty() ? "x" : text;
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

package incharge.customer.project;

import static incharge.customer.project.ProjectBoundary.DECIDER;

import incharge.customer.customer.Customers;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.Keys;
import incharge.customer.event.Plan;
import incharge.customer.event.ProjectEvent;
import incharge.customer.numbering.FreeNumbers;
import incharge.customer.numbering.NumberClaim;
import incharge.customer.numbering.NumberHolders;
import incharge.customer.numbering.NumberHolders.NumberChange;
import incharge.customer.numbering.NumberedImport;
import incharge.customer.numbering.RowNumbers;
import incharge.customer.project.ProjectCommand.ChangeProject;
import incharge.customer.project.ProjectCommand.ImportProject;
import incharge.customer.project.ProjectCommand.OpenProject;
import incharge.customer.project.ProjectCommand.RevertProject;
import incharge.customer.project.ProjectCommand.WithdrawProject;
import incharge.customer.reference.ReferenceData;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.Undo;
import incharge.eventstore.log.Criteria;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.RequiredLevel;
import incharge.imports.ImportRun;
import incharge.imports.ImportRun.Mode;
import incharge.imports.RowCommands;
import incharge.imports.UndoRun;
import incharge.tabular.Column;
import incharge.tabular.Row;
import incharge.visibility.CallerVisibilities;
import incharge.visibility.CallerVisibility;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Projects from a file: opened, or changed where a project has the number already. */
final class ProjectImport extends NumberedImport<ProjectCommand, ProjectRegistry> {

    /** What a row needs that requests an employee to be responsible. */
    private static final RequiredLevel ASSIGN = RequiredLevel.edit(Area.RESPONSIBILITIES);

    /** What a row needs that names an employee. */
    private static final RequiredLevel SEE_ASSIGNEES = RequiredLevel.view(Area.RESPONSIBILITIES);

    private final EventStore<CustomersEvent> store;
    private final Customers customers;
    private final ReferenceData referenceData;

    ProjectImport(
            EventStore<CustomersEvent> store,
            FreeNumbers numbers,
            CallerVisibilities visibilities,
            Customers customers,
            ReferenceData referenceData) {
        super(store, DECIDER, numbers, visibilities);
        this.store = store;
        this.customers = customers;
        this.referenceData = referenceData;
    }

    @Override
    public String path() {
        return "projects";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.optional("number", "projectNo", "projectNumber")
                        .fallback("numero", "nummer", "projektinumero", "projektnummer", "prosjektnummer"),
                Column.optional("customerNumber").fallback("asiakasnumero", "kundnummer", "kundenummer"),
                Column.optional("name").fallback("nimi", "namn", "navn"),
                Column.optional("start").fallback("alkaa").day(),
                Column.optional("end")
                        .fallback("p\u00E4\u00E4ttyy", "slut", "slutt")
                        .day(),
                Column.optional("status").fallback("tila"),
                Column.optional("amount")
                        .fallback("summa", "belopp", "bel\u00F8p")
                        .amount(),
                Column.optional("currency").fallback("valuutta", "valuta"),
                Column.optional("employeeId").fallback("henkil\u00F6tunniste", "medarbetarId", "medarbeiderId"));
    }

    /**
     * What rows refer to by numbers and external ids. The number of a hidden project is taken, but the project is not
     * found; a hidden customer is like one that does not exist.
     */
    private record References(
            NumberHolders customers,
            Map<String, UUID> employees,
            NumberHolders projects,
            Map<String, UUID> made,
            Set<UUID> hiddenProjects) {

        UUID customer(Row row) {
            return row.has("customerNumber")
                    ? found(row, "customerNumber", customers.holder(row.get("customerNumber")), "customer-unknown")
                    : null;
        }

        UUID employee(Row row) {
            return row.has("employeeId")
                    ? found(row, "employeeId", employees.get(row.get("employeeId")), "employee-unknown")
                    : null;
        }

        private static UUID found(Row row, String field, UUID id, String unknownCode) {
            if (id == null) {
                throw Refused.rule(unknownCode, field, "There is none known as " + row.get(field) + ".");
            }
            return id;
        }

        /** Returns null if no project has the number, or a hidden one. */
        UUID project(String number) {
            UUID holder = number == null ? null : made.getOrDefault(Keys.of(number), projects.holder(number));
            return holder == null || hiddenProjects.contains(holder) ? null : holder;
        }
    }

    @Override
    protected void collect(
            ImportRun run,
            CallerVisibility visibility,
            List<Row> rows,
            RowNumbers rowNumbers,
            RowCommands<ProjectCommand, CustomersEvent> commands) {
        References references = references(run, visibility, rows);
        for (Row row : rows) {
            try {
                collect(run, row, references, rowNumbers, commands);
            } catch (Refused refused) {
                commands.refuse(row, refused.code(), refused.field(), refused.getMessage());
            }
        }
    }

    private References references(ImportRun run, CallerVisibility visibility, List<Row> rows) {
        NumberHolders named = customers.holders(texts(rows, "customerNumber"));
        NumberHolders projects = run.mode() == Mode.UPSERT ? holders(texts(rows, "number")) : NumberHolders.NONE;
        return new References(
                named.without(visibility.hidden(named.ids())),
                referenceData.employees(texts(rows, "employeeId"), run.startedAt()),
                projects,
                new HashMap<>(),
                visibility.hiddenProjects(projects.ids()));
    }

    private static List<String> texts(List<Row> rows, String field) {
        return rows.stream()
                .map(row -> row.get(field))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private void collect(
            ImportRun run,
            Row row,
            References references,
            RowNumbers rowNumbers,
            RowCommands<ProjectCommand, CustomersEvent> commands) {
        var fields = new Fields();
        ProjectFields texts = ProjectFields.of(row);
        String number = fields.text("number", texts.number(), Fields.NAME);
        UUID existing = references.project(number);
        Plan plan = existing == null ? texts.newRow(fields) : texts.changedRow(fields);
        if (existing == null && !row.has("customerNumber")) {
            fields.required("customerNumber", null);
        }
        if (!fields.errors().isEmpty()) {
            commands.refuse(row, fields);
            return;
        }
        requireLevel(run, row, SEE_ASSIGNEES);
        UUID made = run.idFor(row.number());
        UUID customer = references.customer(row);
        UUID employee = requestedEmployee(run, row, references.employee(row), existing);
        if (existing != null) {
            // a blank cell leaves a field as it is
            var change = new ImportProject(customer, new ChangeProject(existing, null, null, plan::orElse, employee));
            commands.add(row, change, existing, existing.equals(made));
            return;
        }
        NumberClaim claimed =
                number == null ? rowNumbers.propose(row, ReferenceData.FIRST_NUMBER) : NumberClaim.typed(number);
        commands.add(row, new OpenProject(made, customer, claimed, plan, employee), made, true);
        if (number != null && run.mode() == Mode.UPSERT && references.projects().holder(number) == null) {
            references.made().putIfAbsent(Keys.of(number), made);
        }
    }

    /** Returns the employee to request, null for one who is responsible already. */
    private UUID requestedEmployee(ImportRun run, Row row, UUID employee, UUID project) {
        if (employee == null || (project != null && referenceData.isResponsible(employee, project))) {
            return null;
        }
        requireLevel(run, row, ASSIGN);
        return employee;
    }

    /** Without the level, the row must not reveal whether an employee exists or is responsible. */
    private static void requireLevel(ImportRun run, Row row, RequiredLevel level) {
        if (row.has("employeeId") && !run.caller().can(level)) {
            throw forbidden(level);
        }
    }

    private static Refused forbidden(RequiredLevel missing) {
        return Refused.rule("forbidden", "employeeId", "This needs " + missing.sentence() + ".");
    }

    @Override
    protected NumberHolders holders(Collection<String> named) {
        return named.isEmpty()
                ? NumberHolders.NONE
                : store.fold(
                        NumberHolders::collecting,
                        (holders, event) -> holders.add(ProjectBoundary.numberChange(event)),
                        ProjectBoundary.holders(named));
    }

    @Override
    protected NumberChange numberChange(CustomersEvent event) {
        return ProjectBoundary.numberChange(event);
    }

    @Override
    protected String column(String field) {
        return "customerId".equals(field) ? "customerNumber" : field;
    }

    @Override
    protected String existsCode() {
        return Project.EXISTS;
    }

    @Override
    protected UUID subject(CustomersEvent event) {
        return event instanceof ProjectEvent projectEvent ? projectEvent.projectId() : null;
    }

    @Override
    protected Criteria eventsOf(UUID id) {
        return ProjectBoundary.eventsOf(id);
    }

    @Override
    protected Set<UUID> hidden(CallerVisibility visibility, List<UUID> ids) {
        return visibility.hiddenProjects(ids);
    }

    @Override
    protected Refused unknown(UUID id) {
        return Project.unknown(id);
    }

    @Override
    protected ProjectCommand revert(Undo.Change<UUID, ProjectRegistry> change, UndoRun run) {
        UUID id = change.resource();
        Project before = change.before().byId().get(id);
        if (before == null) {
            return new WithdrawProject(id);
        }
        List<UUID> requested = change.now().get(id).requestedSince(before);
        if (!requested.isEmpty() && !run.caller().can(ASSIGN)) {
            throw forbidden(ASSIGN);
        }
        return new RevertProject(id, before.plan(), run.importId(), requested);
    }
}

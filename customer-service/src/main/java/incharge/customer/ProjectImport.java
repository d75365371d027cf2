package incharge.customer;

import static incharge.customer.ProjectBoundary.DECIDER;

import incharge.customer.Project.Plan;
import incharge.customer.Project.Registry;
import incharge.customer.ProjectCommand.Archive;
import incharge.customer.ProjectCommand.Change;
import incharge.customer.ProjectCommand.Open;
import incharge.customer.ProjectCommand.Revert;
import incharge.customer.ProjectController.ProjectFields;
import incharge.customer.ProjectEvent.ProjectOpened;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.Undo;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.RequiredLevel;
import incharge.imports.ImportKind;
import incharge.imports.ImportRun;
import incharge.imports.ImportRun.Mode;
import incharge.imports.RowCommands;
import incharge.imports.UndoRun;
import incharge.imports.Verdict;
import incharge.tabular.Column;
import incharge.tabular.Row;
import incharge.visibility.CallerVisibilities;
import incharge.visibility.CallerVisibility;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Projects from a file: opened, or changed where a project has the number already. */
final class ProjectImport implements ImportKind {

    /** To ask for somebody who is responsible. */
    private static final RequiredLevel ASSIGN = RequiredLevel.edit(Area.RESPONSIBILITIES);

    private static final RequiredLevel KNOW = RequiredLevel.view(Area.RESPONSIBILITIES);

    private final EventStore<CustomersEvent> store;
    private final FreeNumbers numbers;
    private final Known known;
    private final CallerVisibilities sights;

    ProjectImport(EventStore<CustomersEvent> store, FreeNumbers numbers, Known known, CallerVisibilities sights) {
        this.store = store;
        this.numbers = numbers;
        this.known = known;
        this.sights = sights;
    }

    @Override
    public String path() {
        return "projects";
    }

    @Override
    public RequiredLevel requiredLevel() {
        return RequiredLevel.edit(Area.CUSTOMERS);
    }

    @Override
    public String source() {
        return CustomerController.SOURCE;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.optional("number", "projectNo", "projectNumber"),
                Column.optional("customerNumber"),
                Column.optional("name"),
                Column.optional("start"),
                Column.optional("end"),
                Column.optional("status"),
                Column.optional("amount"),
                Column.optional("currency"),
                Column.optional("employeeId"));
    }

    /** What rows refer to by the names of other things. */
    private record References(
            Map<String, UUID> customers,
            Map<String, UUID> employees,
            Map<String, UUID> projects,
            Set<UUID> hiddenProjects) {

        /** The project that has the number, null when there is none or the starter may not see it. */
        UUID project(String number) {
            UUID holder = number == null ? null : projects.get(Customer.key(number));
            return holder == null || hiddenProjects.contains(holder) ? null : holder;
        }
    }

    @Override
    public List<Verdict> decide(ImportRun run, List<Row> rows) {
        return RowNumbers.decide(
                run,
                rows,
                numbers,
                named -> ProjectBoundary.holders(store, named).keySet(),
                this::round);
    }

    @Override
    public List<Verdict> undo(UndoRun run, List<Verdict> made) {
        List<UUID> projects =
                made.stream().map(verdict -> UUID.fromString(verdict.id())).toList();
        Set<UUID> hidden = sights.of(run.caller(), run.startedAt()).hiddenProjects(projects);
        return run.undo(
                store,
                new Undo<>(
                        DECIDER,
                        run.commandIds(),
                        event -> event instanceof ProjectEvent of ? of.projectId() : null,
                        ProjectBoundary::life,
                        life -> back(life, hidden, run)),
                made,
                projects);
    }

    private static ProjectCommand back(Undo.Life<UUID, Registry> life, Set<UUID> hidden, UndoRun run) {
        UUID id = life.thing();
        if (hidden.contains(id)) {
            throw Project.unknown(id);
        }
        Project before = life.before().byId().get(id);
        if (before == null) {
            return new Archive(id);
        }
        List<UUID> asked = life.now().byId().get(id).askedSince(before);
        if (!asked.isEmpty() && !run.caller().can(ASSIGN)) {
            throw Refused.rule("forbidden", "employeeId", "This needs " + ASSIGN.sentence() + ".");
        }
        return new Revert(id, before.plan(), run.importId(), asked);
    }

    private List<Verdict> round(ImportRun run, List<Row> rows, RowNumbers ofRows) {
        RowCommands<ProjectCommand, CustomersEvent> commands = new RowCommands<>();
        References references = references(run, rows);
        for (Row row : rows) {
            ask(run, row, references, commands, ofRows);
        }
        return ofRows.decide(commands, store, DECIDER, run, ProjectImport::number, Project.EXISTS);
    }

    private static Optional<String> number(CustomersEvent event) {
        return event instanceof ProjectOpened made ? Optional.of(made.number()) : Optional.empty();
    }

    /** A hidden customer is as one that there is not; a hidden project's number is taken. */
    private References references(ImportRun run, List<Row> rows) {
        CallerVisibility sight = sights.of(run.caller(), run.startedAt());
        Map<String, UUID> customers = new HashMap<>(CustomerBoundary.holders(store, texts(rows, "customerNumber")));
        customers.values().removeAll(sight.hidden(customers.values()));
        Map<String, UUID> projects = new HashMap<>();
        if (run.mode() == Mode.UPSERT) {
            projects.putAll(ProjectBoundary.holders(store, texts(rows, "number")));
        }
        return new References(
                customers,
                known.employees(texts(rows, "employeeId"), run.startedAt()),
                projects,
                sight.hiddenProjects(projects.values()));
    }

    private void ask(
            ImportRun run,
            Row row,
            References references,
            RowCommands<ProjectCommand, CustomersEvent> commands,
            RowNumbers ofRows) {
        Fields fields = new Fields();
        String number = fields.text("number", row.get("number"), Fields.NAME);
        UUID existing = references.project(number);
        Plan given = plan(row, fields, existing != null);
        if (existing == null && !row.has("customerNumber")) {
            fields.required("customerNumber", null);
        }
        if (!fields.errors().isEmpty()) {
            commands.refuse(row, fields);
            return;
        }
        if (row.has("employeeId") && !run.caller().can(KNOW)) {
            // whether somebody is responsible already, or is there at all, is not for this caller
            commands.forbid(row, "employeeId", KNOW);
            return;
        }
        UUID made = run.idFor(row.number());
        try {
            UUID customer = referred(row, "customerNumber", Customer::key, references.customers(), "customer-unknown");
            UUID employee = referred(row, "employeeId", id -> id, references.employees(), "employee-unknown");
            boolean there = existing != null && employee != null && known.isResponsible(employee, existing);
            UUID asked = there ? null : employee;
            if (asked != null && !run.caller().can(ASSIGN)) {
                commands.forbid(row, "employeeId", ASSIGN);
                return;
            }
            if (existing != null) {
                Change change = new Change(existing, customer, null, before -> merged(given, before), asked);
                commands.add(row, change, existing, existing.equals(made));
            } else {
                String free = number == null ? ofRows.propose(row, Known.FIRST_NUMBER) : number;
                commands.add(row, new Open(made, customer, free, given, asked), made, true);
                if (number != null && run.mode() == Mode.UPSERT) {
                    references.projects().putIfAbsent(Customer.key(number), made);
                }
            }
        } catch (Refused refused) {
            commands.refuse(row, refused.code(), refused.field(), refused.getMessage());
        }
    }

    /** The plan of the row's cells; of a project that exists, blank ones are null. */
    private static Plan plan(Row row, Fields fields, boolean exists) {
        Money amount = row.has("amount") ? new Money(row.get("amount"), row.get("currency")) : null;
        String name = row.get("name");
        Plan plan = new ProjectFields(
                        null,
                        exists && name == null ? "-" : name,
                        row.get("status"),
                        row.get("start"),
                        row.get("end"),
                        amount,
                        null)
                .plan(fields);
        return exists
                ? new Plan(
                        name == null ? null : plan.name(),
                        row.has("status") ? plan.status() : null,
                        plan.start(),
                        plan.end(),
                        plan.amount())
                : plan;
    }

    /** A blank cell leaves a field as it is. */
    private static Plan merged(Plan given, Plan before) {
        return new Plan(
                or(given, before, Plan::name),
                or(given, before, Plan::status),
                or(given, before, Plan::start),
                or(given, before, Plan::end),
                or(given, before, Plan::amount));
    }

    private static <T> T or(Plan given, Plan before, Function<Plan, T> field) {
        return Optional.ofNullable(field.apply(given)).orElseGet(() -> field.apply(before));
    }

    private static UUID referred(
            Row row, String field, UnaryOperator<String> key, Map<String, UUID> known, String code) {
        if (!row.has(field)) {
            return null;
        }
        UUID found = known.get(key.apply(row.get(field)));
        if (found == null) {
            throw Refused.rule(code, field, "There is none known as " + row.get(field) + ".");
        }
        return found;
    }

    private static List<String> texts(List<Row> rows, String field) {
        return rows.stream()
                .map(row -> row.get(field))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}

package incharge.customer;

import static incharge.customer.ProjectBoundary.DECIDER;

import incharge.customer.Project.Plan;
import incharge.customer.ProjectCommand.Change;
import incharge.customer.ProjectCommand.Open;
import incharge.customer.ProjectController.ProjectFields;
import incharge.eventstore.decider.EventStore;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.Need;
import incharge.tabular.Column;
import incharge.tabular.Row;
import incharge.tabular.importing.ImportKind;
import incharge.tabular.importing.ImportRun;
import incharge.tabular.importing.ImportRun.Mode;
import incharge.tabular.importing.RowCommands;
import incharge.tabular.importing.Verdict;
import incharge.tabular.importing.Verdict.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Projects from a file: opened, or changed where a project has the number already. */
final class ProjectImport implements ImportKind {

    private final EventStore<CustomersEvent> store;
    private final FreeNumbers numbers;
    private final Known known;

    ProjectImport(EventStore<CustomersEvent> store, FreeNumbers numbers, Known known) {
        this.store = store;
        this.numbers = numbers;
        this.known = known;
    }

    @Override
    public String path() {
        return "projects";
    }

    @Override
    public Need need() {
        return Need.edit(Area.CUSTOMERS);
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
    private record References(Map<String, UUID> customers, Map<String, UUID> employees, Map<String, UUID> projects) {}

    @Override
    public List<Verdict> decide(ImportRun run, List<Row> rows) {
        RowCommands<ProjectCommand, CustomersEvent> commands = new RowCommands<>();
        References references = new References(
                CustomerBoundary.holders(store, texts(rows, "customerNumber")),
                known.employees(texts(rows, "employeeId"), run.startedAt()),
                run.mode() == Mode.UPSERT
                        ? new HashMap<>(ProjectBoundary.holders(store, texts(rows, "number")))
                        : Map.of());
        Map<Integer, String> proposals = new HashMap<>();
        for (Row row : rows) {
            ask(run, row, references, commands, proposals);
        }
        List<Verdict> verdicts = commands.decide(store, DECIDER, run);
        for (Verdict verdict : verdicts) {
            String proposed = proposals.get(verdict.row());
            if (proposed != null && (run.dryRun() || verdict.outcome() != Outcome.CREATED)) {
                numbers.giveBack(proposed);
            }
        }
        return verdicts;
    }

    private void ask(
            ImportRun run,
            Row row,
            References references,
            RowCommands<ProjectCommand, CustomersEvent> commands,
            Map<Integer, String> proposals) {
        Fields fields = new Fields();
        String number = fields.text("number", row.get("number"), Fields.NAME);
        UUID existing = number == null ? null : references.projects().get(Customer.key(number));
        UUID customer =
                referred(row, "customerNumber", Customer::key, references.customers(), "customer-unknown", fields);
        UUID employee = referred(row, "employeeId", id -> id, references.employees(), "employee-unknown", fields);
        Plan given = plan(row, fields, existing != null);
        if (existing == null && !row.has("customerNumber")) {
            fields.required("customerNumber", null);
        }
        if (!fields.errors().isEmpty()) {
            commands.refuse(row, fields);
        } else if (existing != null) {
            UUID asked = employee == null || known.isResponsible(employee, existing) ? null : employee;
            commands.ask(row, new Change(existing, null, before -> merged(given, before), asked), existing, false);
        } else {
            UUID id = run.idFor(row.number());
            if (number == null) {
                number = numbers.propose(Known.FIRST_NUMBER);
                proposals.put(row.number(), number);
            } else {
                numbers.take(number);
                if (run.mode() == Mode.UPSERT) {
                    references.projects().put(Customer.key(number), id);
                }
            }
            commands.ask(row, new Open(id, customer, number, given, employee), id, true);
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
            Row row, String field, UnaryOperator<String> key, Map<String, UUID> known, String code, Fields fields) {
        if (!row.has(field)) {
            return null;
        }
        UUID found = known.get(key.apply(row.get(field)));
        if (found == null) {
            fields.reject(field, code, "There is none known as " + row.get(field) + ".");
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

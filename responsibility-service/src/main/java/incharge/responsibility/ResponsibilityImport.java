package incharge.responsibility;

import static incharge.responsibility.ResponsibilityBoundary.DECIDER;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Refused;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.RequiredLevel;
import incharge.imports.ImportKind;
import incharge.imports.ImportRun;
import incharge.imports.RowCommands;
import incharge.imports.UndoRun;
import incharge.imports.Verdict;
import incharge.responsibility.KnownProjection.Numbered;
import incharge.responsibility.Responsibility.Registry;
import incharge.responsibility.ResponsibilityCommand.Holding;
import incharge.responsibility.ResponsibilityCommand.Import;
import incharge.responsibility.ResponsibilityCommand.NamedRole;
import incharge.responsibility.ResponsibilityUndo.Started;
import incharge.tabular.Column;
import incharge.tabular.Row;
import incharge.visibility.CallerVisibilities;
import incharge.visibility.CallerVisibility;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Responsibilities from a file; their roles are made if new. The same row again changes nothing. */
final class ResponsibilityImport implements ImportKind {

    /** For a row whose role there is not. */
    private static final RequiredLevel MAKE_ROLES = RequiredLevel.admin(Area.RESPONSIBILITIES);

    /** How often rows are decided again whose role was made or renamed by somebody else meanwhile. */
    private static final int ROUNDS = 5;

    private final EventStore<ResponsibilitiesEvent> store;
    private final Known known;
    private final CallerVisibilities sights;

    ResponsibilityImport(EventStore<ResponsibilitiesEvent> store, Known known, CallerVisibilities sights) {
        this.store = store;
        this.known = known;
        this.sights = sights;
    }

    @Override
    public String path() {
        return "responsibilities";
    }

    @Override
    public RequiredLevel requiredLevel() {
        return RequiredLevel.edit(Area.RESPONSIBILITIES);
    }

    @Override
    public String source() {
        return TeamController.SOURCE;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.optional("customerNumber"),
                Column.optional("projectNumber", "projectNo"),
                Column.required("employeeId"),
                Column.optional("role"),
                Column.optional("from"),
                Column.optional("to"));
    }

    /** A row whose texts keep all rules. */
    private record Checked(
            Row row, String customerNumber, String projectNumber, String employee, String role, Interval interval) {

        SubjectType type() {
            return projectNumber == null ? SubjectType.CUSTOMER : SubjectType.PROJECT;
        }
    }

    @Override
    public List<Verdict> decide(ImportRun run, List<Row> rows) {
        List<Verdict> verdicts = new ArrayList<>(round(run, rows));
        for (int round = 1; round <= ROUNDS; round++) {
            Set<Integer> moved = verdicts.stream()
                    .filter(verdict -> Responsibility.ROLE_MOVED.equals(verdict.code()))
                    .map(Verdict::row)
                    .collect(toSet());
            if (moved.isEmpty()) {
                break;
            }
            Map<Integer, Verdict> better = round(
                            run.at(again(run.chunk(), round)),
                            rows.stream()
                                    .filter(row -> moved.contains(row.number()))
                                    .toList())
                    .stream()
                    .collect(toMap(Verdict::row, Function.identity()));
            verdicts.replaceAll(verdict -> better.getOrDefault(verdict.row(), verdict));
        }
        return IntStream.range(0, rows.size())
                .mapToObj(i -> inColumns(verdicts.get(i), rows.get(i)))
                .toList();
    }

    @Override
    public List<Verdict> undo(UndoRun run, List<Verdict> made) {
        Map<String, Deque<Started>> bySubject = new HashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            int chunk = round == 0 ? run.chunk() : again(run.chunk(), round);
            String key = ImportRun.keyOf(run.importId(), chunk);
            for (ResponsibilitiesEvent event :
                    store.events(store.doneUnder(key).stream().toList())) {
                Started started = ResponsibilityUndo.thing(event);
                if (started != null) {
                    bySubject
                            .computeIfAbsent(started.holding().subject().id().toString(), _ -> new ArrayDeque<>())
                            .add(started);
                }
            }
        }
        // a verdict names the subject only; those of one subject are in the order of their rows, but for rows that were
        // decided again: with these a reason may stand at another row of the same subject
        List<Started> things = new ArrayList<>();
        made.forEach(verdict -> things.add(
                bySubject.getOrDefault(verdict.id(), new ArrayDeque<>()).poll()));
        CallerVisibility sight = sights.of(run.caller(), run.startedAt());
        Map<Subject, KnownSubject> subjects = known.subjects(
                things.stream()
                        .filter(Objects::nonNull)
                        .map(started -> started.holding().subject())
                        .collect(toSet()),
                sight);
        return run.undo(store, ResponsibilityUndo.of(run.commandIds(), subjects, sight), made, things);
    }

    /** A number that no chunk has: rows that are decided again are a commit of their own. */
    private static int again(int chunk, int round) {
        return -(chunk * ROUNDS + round);
    }

    /** What the rules call the subject is a customer's or a project's number here. */
    private static Verdict inColumns(Verdict verdict, Row row) {
        return "subject".equals(verdict.field())
                ? Verdict.refused(
                        verdict.row(),
                        verdict.code(),
                        row.has("projectNumber") ? "projectNumber" : "customerNumber",
                        verdict.message())
                : verdict;
    }

    private List<Verdict> round(ImportRun run, List<Row> rows) {
        RowCommands<ResponsibilityCommand, ResponsibilitiesEvent> commands = new RowCommands<>();
        List<Checked> checked = new ArrayList<>();
        rows.forEach(row -> check(row, commands, checked));
        if (checked.isEmpty()) {
            return commands.decide(store, DECIDER, run);
        }

        CallerVisibility sight = sights.of(run.caller(), run.startedAt());
        Map<String, Numbered> customers =
                known.customersNumbered(keys(checked, Checked::customerNumber), run.startedAt(), sight);
        Map<String, Numbered> projects =
                known.projectsNumbered(keys(checked, Checked::projectNumber), run.startedAt(), sight);
        Map<Subject, KnownSubject> subjects = known.subjectsNow(Stream.concat(
                        customers.values().stream().map(customer -> new Subject(SubjectType.CUSTOMER, customer.id())),
                        projects.values().stream().map(project -> new Subject(SubjectType.PROJECT, project.id())))
                .toList());
        Registry there = there(checked);
        Map<String, UUID> employees = new HashMap<>();
        there.employees().forEach((id, employee) -> employees.put(employee.externalId(), id));
        Map<Role.Name, UUID> roles = new HashMap<>();
        there.roles().byId().values().forEach(role -> roles.put(Role.Name.of(role.kind(), role.name()), role.id()));

        for (Checked row : checked) {
            Subject subject;
            UUID employee = employees.get(row.employee());
            Role.Name key = row.role() == null ? null : Role.Name.of(row.type(), row.role());
            Optional<UUID> holder = Optional.ofNullable(key).map(roles::get);
            try {
                subject = subject(row, customers, projects);
                if (employee == null) {
                    throw Refused.rule(
                            "employee-unknown", "employeeId", "There is no employee " + row.employee() + ".");
                }
                if (key != null && holder.isEmpty() && !run.caller().can(MAKE_ROLES)) {
                    commands.forbid(row.row(), "role", MAKE_ROLES);
                    continue;
                }
            } catch (Refused refused) {
                commands.refuse(row.row(), refused.code(), refused.field(), refused.getMessage());
                continue;
            }
            NamedRole named = null;
            UUID role = null;
            if (key != null) {
                role = holder.orElseGet(() -> newRole(run, key));
                named = new NamedRole(row.role(), holder.isEmpty());
            }
            commands.add(
                    row.row(),
                    new Import(
                            new Holding(subject, employee, role),
                            subjects.get(subject),
                            row.interval(),
                            row.employee(),
                            named),
                    subject.id(),
                    true);
        }
        return commands.decide(store, DECIDER, run);
    }

    private static void check(
            Row row, RowCommands<ResponsibilityCommand, ResponsibilitiesEvent> commands, List<Checked> checked) {
        Fields fields = new Fields();
        String customer = fields.text("customerNumber", row.get("customerNumber"), Fields.NAME);
        String project = fields.text("projectNumber", row.get("projectNumber"), Fields.NAME);
        if (customer == null && project == null) {
            fields.required("customerNumber", null);
        }
        String employee = fields.required("employeeId", row.get("employeeId"), Fields.NAME);
        String role = fields.text("role", row.get("role"), Fields.NAME);
        Interval interval = new Interval(fields.date("from", row.get("from")), fields.date("to", row.get("to")));
        if (fields.errors().isEmpty()) {
            checked.add(new Checked(row, customer, project, employee, role, interval));
        } else {
            commands.refuse(row, fields);
        }
    }

    /** The project where one is named, which must be the named customer's; else the customer. */
    private static Subject subject(Checked row, Map<String, Numbered> customers, Map<String, Numbered> projects) {
        Numbered customer = customers.get(key(row.customerNumber()));
        Numbered project = projects.get(key(row.projectNumber()));
        if (row.customerNumber() != null && customer == null) {
            throw Refused.rule(
                    "customer-unknown", "customerNumber", "There is no customer " + row.customerNumber() + ".");
        }
        if (row.projectNumber() == null) {
            return new Subject(SubjectType.CUSTOMER, customer.id());
        }
        if (project == null) {
            throw Refused.rule("project-unknown", "projectNumber", "There is no project " + row.projectNumber() + ".");
        }
        if (customer != null && !project.customerId().equals(customer.id())) {
            throw Refused.rule(
                    "project-of-another-customer",
                    "projectNumber",
                    "The project " + row.projectNumber() + " is not one of customer " + row.customerNumber() + ".");
        }
        return new Subject(SubjectType.PROJECT, project.id());
    }

    private static String key(String number) {
        return number == null ? null : KnownProjection.key(number);
    }

    /** The employees and roles that rows name. */
    private Registry there(List<Checked> rows) {
        Set<String> externalIds = rows.stream().map(Checked::employee).collect(toSet());
        Set<Role.Name> roles = rows.stream()
                .filter(row -> row.role() != null)
                .map(row -> Role.Name.of(row.type(), row.role()))
                .collect(toSet());
        return store.current(DECIDER, ResponsibilityBoundary.named(externalIds, roles))
                .state();
    }

    private static Set<String> keys(List<Checked> rows, Function<Checked, String> number) {
        return rows.stream()
                .map(number)
                .filter(given -> given != null)
                .map(ResponsibilityImport::key)
                .collect(toSet());
    }

    /** The same id in each chunk, so that a rehearsal, which makes nothing, knows its roles again. */
    private static UUID newRole(ImportRun run, Role.Name role) {
        UUID hash = UuidCreator.getNameBasedSha1(run.importId(), role.kind().text() + ":" + role.key());
        long time = run.startedAt().toEpochMilli() << 16;
        return new UUID(time | 0x7000L | (hash.getMostSignificantBits() & 0x0FFFL), hash.getLeastSignificantBits());
    }
}

package incharge.responsibility;

import static incharge.responsibility.EmployeeBoundary.DECIDER;
import static java.util.stream.Collectors.toSet;

import incharge.eventstore.decider.EventStore;
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
import incharge.responsibility.Employee.Profile;
import incharge.responsibility.Employee.Registry;
import incharge.responsibility.EmployeeCommand.Change;
import incharge.responsibility.EmployeeCommand.Delete;
import incharge.responsibility.EmployeeCommand.Import;
import incharge.tabular.Column;
import incharge.tabular.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Employees from a file: added, or changed where one has the external id already; their teams are made if new. */
final class EmployeeImport implements ImportKind {

    private final EventStore<ResponsibilitiesEvent> store;

    EmployeeImport(EventStore<ResponsibilitiesEvent> store) {
        this.store = store;
    }

    @Override
    public String path() {
        return "employees";
    }

    @Override
    public RequiredLevel requiredLevel() {
        return RequiredLevel.admin(Area.RESPONSIBILITIES);
    }

    @Override
    public String source() {
        return TeamController.SOURCE;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.required("externalId", "employeeId"),
                Column.optional("name"),
                Column.optional("email"),
                Column.optional("phone"),
                Column.optional("team"),
                Column.optional("title"),
                Column.optional("seller", "isSeller"),
                Column.optional("sellerInfo"));
    }

    /** A row whose texts keep all rules; what its cells leave blank is null. */
    private record Checked(Row row, String externalId, String team, UnaryOperator<Profile> profile) {}

    @Override
    public List<Verdict> decide(ImportRun run, List<Row> rows) {
        RowCommands<EmployeeCommand, ResponsibilitiesEvent> commands = new RowCommands<>();
        List<Checked> checked = new ArrayList<>();
        rows.forEach(row -> check(row, commands, checked));

        Map<String, UUID> ids = holders(checked);
        for (Checked row : checked) {
            UUID made = run.idFor(row.row().number());
            UUID id = ids.getOrDefault(row.externalId(), made);
            commands.add(
                    row.row(),
                    new Import(
                            made,
                            row.externalId(),
                            row.team(),
                            run.idFor(-row.row().number()),
                            row.profile(),
                            run.mode() == Mode.UPSERT),
                    id,
                    id.equals(made));
            ids.put(row.externalId(), id);
        }
        return commands.decide(store, DECIDER, run);
    }

    @Override
    public List<Verdict> undo(UndoRun run, List<Verdict> made) {
        List<UUID> employees =
                made.stream().map(verdict -> UUID.fromString(verdict.id())).toList();
        // looked up before: with all that they ever answered for, whoever is deleted would be a large thing to load
        Set<UUID> used = employees.stream()
                .filter(id -> ResponsibilityBoundary.isBorne(ResponsibilityBoundary.assignee(id), store.log()))
                .collect(toSet());
        return run.undo(
                store,
                new Undo<>(
                        DECIDER,
                        run.commandIds(),
                        event -> event instanceof EmployeeEvent of ? of.employeeId() : null,
                        EmployeeBoundary::life,
                        life -> back(life, used)),
                made,
                employees);
    }

    private static EmployeeCommand back(Undo.Life<UUID, Registry> life, Set<UUID> used) {
        UUID id = life.thing();
        Employee now = life.now().byId().get(id);
        if (life.before().byId().containsKey(id)) {
            Profile before = life.before().byId().get(id).profile();
            boolean sameTeam =
                    now == null || Objects.equals(before.teamId(), now.profile().teamId());
            return new Change(id, null, sameTeam ? null : before.teamId(), _ -> before);
        }
        if (used.contains(id)) {
            throw Employee.inUse();
        }
        return now == null ? null : new Delete(id);
    }

    private static void check(
            Row row, RowCommands<EmployeeCommand, ResponsibilitiesEvent> commands, List<Checked> checked) {
        Fields fields = new Fields();
        String externalId = fields.required("externalId", row.get("externalId"), Fields.NAME);
        String name = fields.text("name", row.get("name"), Fields.NAME);
        String email = fields.email("email", row.get("email"));
        String phone = fields.phone("phone", row.get("phone"));
        String title = fields.text("title", row.get("title"), Fields.NAME);
        String team = fields.text("team", row.get("team"), Fields.NAME);
        Boolean seller = truth("seller", row.get("seller"), fields);
        String sellerInfo = fields.text("sellerInfo", row.get("sellerInfo"), Fields.NAME);
        if (!fields.errors().isEmpty()) {
            commands.refuse(row, fields);
            return;
        }
        // a blank cell leaves a field as it is
        checked.add(new Checked(
                row,
                externalId,
                team,
                before -> new Profile(
                        before.externalId(),
                        or(name, before.name()),
                        or(email, before.email()),
                        or(phone, before.phone()),
                        or(title, before.title()),
                        before.teamId(),
                        or(seller, before.seller()),
                        or(sellerInfo, before.sellerInfo()),
                        before.active())));
    }

    private static Boolean truth(String field, String text, Fields fields) {
        return switch (text == null ? "" : text.toLowerCase(Locale.ROOT)) {
            case "" -> null;
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> {
                fields.reject(field, "value-unknown", field + " is not true or false.");
                yield null;
            }
        };
    }

    private static <T> T or(T given, T before) {
        return given == null ? before : given;
    }

    /** Who has the external ids that rows name. */
    private Map<String, UUID> holders(List<Checked> rows) {
        Map<String, UUID> holders = new HashMap<>();
        Set<String> externalIds = rows.stream().map(Checked::externalId).collect(toSet());
        if (!externalIds.isEmpty()) {
            store.current(DECIDER, EmployeeBoundary.holdingAny(externalIds))
                    .state()
                    .byId()
                    .values()
                    .forEach(employee -> holders.put(employee.profile().externalId(), employee.id()));
        }
        return holders;
    }
}

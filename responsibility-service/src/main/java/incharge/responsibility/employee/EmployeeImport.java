package incharge.responsibility.employee;

import static incharge.responsibility.employee.EmployeeBoundary.DECIDER;
import static java.util.stream.Collectors.toSet;

import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Undo;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.NameKey;
import incharge.http.RequiredLevel;
import incharge.imports.ImportKind;
import incharge.imports.ImportRun;
import incharge.imports.ImportRun.Mode;
import incharge.imports.RowCommands;
import incharge.imports.UndoRun;
import incharge.imports.Verdict;
import incharge.responsibility.employee.EmployeeCommand.ChangeEmployee;
import incharge.responsibility.employee.EmployeeCommand.DeleteEmployee;
import incharge.responsibility.employee.EmployeeCommand.ImportEmployee;
import incharge.responsibility.event.EmployeeEvent;
import incharge.responsibility.event.EmployeeProfile;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.tabular.Column;
import incharge.tabular.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Adds employees from a file, or changes those that have the external id already; adds their teams if they are new. */
public final class EmployeeImport implements ImportKind {

    private final EventStore<ResponsibilitiesEvent> store;

    public EmployeeImport(EventStore<ResponsibilitiesEvent> store) {
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
    public List<Column> columns() {
        return List.of(
                Column.required("externalId", "employeeId")
                        .fallback("henkil\u00F6tunniste", "medarbetarId", "medarbeiderId"),
                Column.optional("name", "nimi", "namn", "navn"),
                Column.optional("email", "s\u00E4hk\u00F6posti", "ePost"),
                Column.optional("phone").fallback("puhelin", "telefon"),
                Column.optional("team", "tiimi"),
                Column.optional("title").fallback("nimike", "titel", "tittel"),
                Column.optional("seller", "isSeller", "myyj\u00E4", "s\u00E4ljare", "selger")
                        .flag(),
                Column.optional(
                        "sellerInfo",
                        "sellerInformation",
                        "myyj\u00E4tiedot",
                        "s\u00E4ljarinformation",
                        "selgerinformasjon"));
    }

    /** A row that breaks no rule of its own. A blank cell is null and leaves its field as it is. */
    private record CheckedRow(Row row, String externalId, String team, EmployeeFields given) {}

    @Override
    public List<Verdict> decide(ImportRun run, List<Row> rows) {
        var commands = new RowCommands<EmployeeCommand, ResponsibilitiesEvent>();
        List<CheckedRow> checked = new ArrayList<>();
        for (Row row : rows) {
            var fields = new Fields();
            CheckedRow candidate = check(row, fields);
            if (fields.errors().isEmpty()) {
                checked.add(candidate);
            } else {
                commands.refuse(row, fields);
            }
        }

        ExternalIds holders = holders(checked);
        Map<String, UUID> made = new HashMap<>();
        for (CheckedRow row : checked) {
            int number = row.row().number();
            UUID newId = run.idFor(number);
            UUID holder = holders.holder(row.externalId());
            UUID id = holder != null ? holder : made.computeIfAbsent(NameKey.of(row.externalId()), _ -> newId);
            var command = new ImportEmployee(
                    newId,
                    holder,
                    row.externalId(),
                    row.team(),
                    run.idFor(-number),
                    row.given()::onto,
                    run.mode() == Mode.UPSERT);
            commands.add(row.row(), command, id, id.equals(newId));
        }
        return commands.decide(store, DECIDER, run);
    }

    private static CheckedRow check(Row row, Fields fields) {
        String externalId = fields.required("externalId", row.get("externalId"), Fields.NAME);
        EmployeeFields given = new EmployeeFields(
                        null,
                        row.get("name"),
                        row.get("email"),
                        row.get("phone"),
                        row.get("title"),
                        null,
                        row.has("seller") ? Boolean.valueOf(row.get("seller")) : null,
                        row.get("sellerInfo"),
                        null,
                        null)
                .checked(false, fields);
        return new CheckedRow(row, externalId, fields.text("team", row.get("team"), Fields.NAME), given);
    }

    /** Finds the employees that hold the external ids of the rows. */
    private ExternalIds holders(List<CheckedRow> rows) {
        Set<String> externalIds = rows.stream().map(CheckedRow::externalId).collect(toSet());
        return externalIds.isEmpty()
                ? new ExternalIds()
                : store.fold(ExternalIds::new, ExternalIds::add, EmployeeBoundary.holders(externalIds));
    }

    @Override
    public List<Verdict> undo(UndoRun run, List<Verdict> made) {
        List<UUID> employees =
                made.stream().map(verdict -> UUID.fromString(verdict.id())).toList();
        return run.undo(
                store,
                new Undo<>(
                        DECIDER,
                        run.commandIds(),
                        event -> event instanceof EmployeeEvent employee ? employee.employeeId() : null,
                        EmployeeBoundary::eventsOf,
                        this::back),
                made,
                employees);
    }

    private EmployeeCommand back(Undo.Change<UUID, EmployeeRegistry> change) {
        UUID id = change.resource();
        Employee now = change.now().byId().get(id);
        if (change.before().has(id)) {
            EmployeeProfile before = change.before().get(id).profile();
            boolean sameTeam =
                    now == null || Objects.equals(before.teamId(), now.profile().teamId());
            return new ChangeEmployee(id, null, sameTeam ? null : before.teamId(), _ -> before);
        }
        EmployeeBoundary.refuseUsed(id, store);
        return now == null ? null : new DeleteEmployee(id);
    }
}

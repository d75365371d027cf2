package incharge.responsibility.responsibility;

import static incharge.responsibility.responsibility.ResponsibilityBoundary.DECIDER;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Outcome;
import incharge.eventstore.decider.Refused;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.RequiredLevel;
import incharge.imports.ImportKind;
import incharge.imports.ImportRun;
import incharge.imports.RowCommands;
import incharge.imports.UndoRun;
import incharge.imports.Verdict;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityChanged;
import incharge.responsibility.event.Subject;
import incharge.responsibility.reference.ReferenceData;
import incharge.responsibility.reference.ReferenceProjection.NumberedSubject;
import incharge.responsibility.reference.SubjectData;
import incharge.responsibility.responsibility.ResponsibilityUndo.Started;
import incharge.responsibility.responsibility.RowReferences.CheckedRow;
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
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Assigns responsibilities from a file and adds their roles if they are new. The same row again changes nothing. */
public final class ResponsibilityImport implements ImportKind {

    /** For a row that names a role that does not exist. */
    private static final RequiredLevel ADD_ROLES = RequiredLevel.admin(Area.RESPONSIBILITIES);

    private final EventStore<ResponsibilitiesEvent> store;
    private final ReferenceData referenceData;
    private final CallerVisibilities visibilities;

    public ResponsibilityImport(
            EventStore<ResponsibilitiesEvent> store, ReferenceData referenceData, CallerVisibilities visibilities) {
        this.store = store;
        this.referenceData = referenceData;
        this.visibilities = visibilities;
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
    public List<Column> columns() {
        return List.of(
                Column.optional("customerNumber", "asiakasnumero", "kundnummer", "kundenummer"),
                Column.optional("projectNumber", "projectNo")
                        .fallback("projektinumero", "projektnummer", "prosjektnummer"),
                Column.required("employeeId").fallback("henkil\u00F6tunniste", "medarbetarId", "medarbeiderId"),
                Column.optional("role", "customerRole", "rooli", "roll", "rolle"),
                Column.optional("from", "alkaen", "fr\u00E5nOchMed", "fraOgMed").day(),
                Column.optional("to", "p\u00E4\u00E4ttyen", "tillOchMed", "tilOgMed")
                        .day());
    }

    /** Decides the rows, and those again whose role another command added or renamed in between. */
    @Override
    public List<Verdict> decide(ImportRun run, List<Row> rows) {
        List<Verdict> verdicts = new ArrayList<>(decideOnce(run, rows));
        for (int retry = 1; retry <= ImportRun.RETRIES; retry++) {
            Set<Integer> moved = verdicts.stream()
                    .filter(verdict -> Responsibility.ROLE_MOVED.equals(verdict.code()))
                    .map(Verdict::row)
                    .collect(toSet());
            if (moved.isEmpty()) {
                break;
            }
            List<Row> again =
                    rows.stream().filter(row -> moved.contains(row.number())).toList();
            Map<Integer, Verdict> better =
                    decideOnce(run.retry(retry), again).stream().collect(toMap(Verdict::row, Function.identity()));
            verdicts.replaceAll(verdict -> better.getOrDefault(verdict.row(), verdict));
        }
        return IntStream.range(0, rows.size())
                .mapToObj(i -> inColumns(verdicts.get(i), rows.get(i)))
                .toList();
    }

    /** Names the column of the number where the rules name the subject. */
    private static Verdict inColumns(Verdict verdict, Row row) {
        return "subject".equals(verdict.field())
                ? Verdict.refused(
                        verdict.row(),
                        verdict.code(),
                        row.has("projectNumber") ? "projectNumber" : "customerNumber",
                        verdict.message())
                : verdict;
    }

    private List<Verdict> decideOnce(ImportRun run, List<Row> rows) {
        var commands = new RowCommands<ResponsibilityCommand, ResponsibilitiesEvent>();
        List<CheckedRow> checked = new ArrayList<>();
        for (Row row : rows) {
            var fields = new Fields();
            CheckedRow candidate = CheckedRow.of(row, fields);
            if (fields.errors().isEmpty()) {
                checked.add(candidate);
            } else {
                commands.refuse(row, fields);
            }
        }
        if (!checked.isEmpty()) {
            RowReferences references = references(run, checked);
            boolean rolesInUse = checked.stream().allMatch(row -> row.role() == null) || referenceData.rolesInUse();
            for (CheckedRow row : checked) {
                if (row.role() != null && !rolesInUse) {
                    refuse(row, Responsibility.rolesNotInUse("role"), commands);
                } else {
                    add(row, references, run, commands);
                }
            }
        }
        List<Outcome<ResponsibilitiesEvent>> outcomes = new ArrayList<>();
        List<Verdict> verdicts = commands.decide(
                store, DECIDER, run, (decision, _) -> decision.outcomes().forEach(outcomes::add));
        return IntStream.range(0, rows.size())
                .mapToObj(i -> named(verdicts.get(i), outcomes.get(i)))
                .toList();
    }

    /** A row that gives a responsibility another end updates it. */
    private static Verdict named(Verdict verdict, Outcome<ResponsibilitiesEvent> outcome) {
        return outcome.events().stream().anyMatch(ResponsibilityChanged.class::isInstance)
                ? Verdict.updated(verdict.row(), verdict.id())
                : verdict;
    }

    private static void add(
            CheckedRow row,
            RowReferences references,
            ImportRun run,
            RowCommands<ResponsibilityCommand, ResponsibilitiesEvent> commands) {
        try {
            ResponsibilityCommand command = references.command(row, run);
            if (references.addsRole(row) && !run.caller().can(ADD_ROLES)) {
                commands.forbid(row.row(), "role", ADD_ROLES);
            } else {
                commands.add(row.row(), command, command.assignment().subject().id(), true);
            }
        } catch (Refused refused) {
            refuse(row, refused, commands);
        }
    }

    private static void refuse(
            CheckedRow row, Refused reason, RowCommands<ResponsibilityCommand, ResponsibilitiesEvent> commands) {
        commands.refuse(row.row(), reason.code(), reason.field(), reason.getMessage());
    }

    private RowReferences references(ImportRun run, List<CheckedRow> rows) {
        CallerVisibility visibility = visibilities.of(run.caller(), run.startedAt());
        Map<String, NumberedSubject> customers = referenceData.customersNumbered(
                RowReferences.keys(rows, CheckedRow::customerNumber), run.startedAt(), visibility);
        Map<String, NumberedSubject> projects = referenceData.projectsNumbered(
                RowReferences.keys(rows, CheckedRow::projectNumber), run.startedAt(), visibility);
        Map<Subject, SubjectData> subjects =
                referenceData.subjectsNow(RowReferences.subjects(customers.values(), projects.values()));
        RowReferences.Named named =
                store.fold(RowReferences.Named.NONE, RowReferences.Named::add, RowReferences.criteria(rows));
        return new RowReferences(customers, projects, subjects, named.employees(), named.roles());
    }

    @Override
    public List<Verdict> undo(UndoRun run, List<Verdict> made) {
        Map<String, Deque<Started>> bySubject = startedBySubject(run);
        // a verdict names the subject only; those of one subject are in the order of their rows, but for rows that were
        // decided again: with these a reason may stand at another row of the same subject
        List<Started> things = new ArrayList<>();
        made.forEach(verdict -> things.add(
                bySubject.getOrDefault(verdict.id(), new ArrayDeque<>()).poll()));
        CallerVisibility visibility = visibilities.of(run.caller(), run.startedAt());
        Map<Subject, SubjectData> subjects = referenceData.subjects(
                things.stream()
                        .filter(Objects::nonNull)
                        .map(started -> started.assignment().subject())
                        .collect(toSet()),
                visibility);
        return run.undo(store, ResponsibilityUndo.of(run.commandIds(), subjects, visibility), made, things);
    }

    /** Returns what the chunk started, by the id of the subject and in the order of the rows. */
    private Map<String, Deque<Started>> startedBySubject(UndoRun run) {
        Map<String, Deque<Started>> bySubject = new HashMap<>();
        for (String key : run.decidedKeys()) {
            for (ResponsibilitiesEvent event :
                    store.events(store.doneUnder(key).stream().toList())) {
                Started started = ResponsibilityUndo.started(event);
                if (started != null) {
                    bySubject
                            .computeIfAbsent(started.assignment().subject().id().toString(), _ -> new ArrayDeque<>())
                            .add(started);
                }
            }
        }
        return bySubject;
    }
}

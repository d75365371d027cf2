package incharge.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.LevelRequirements;
import incharge.http.Page;
import incharge.http.Paging;
import incharge.http.RequiredLevel;
import incharge.imports.Import.Undoing;
import incharge.imports.Inspection.ColumnUse;
import incharge.imports.Verdict.Outcome;
import incharge.tabular.TableFormat;
import incharge.tabular.TableWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rows of an import with their verdicts, as pages and as files. */
@RestController
@RequestMapping("/api/{kind}/imports/{importId}")
final class ImportRowsController implements LevelRequirements {

    private static final byte[] MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);
    private static final int PAGE = 1_000;

    private final Imports imports;
    private final ImportAccess access;

    /** A row as people see it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RowStatus(
            int row,
            Outcome outcome,
            String id,
            String code,
            String field,
            String message,
            Map<String, String> values) {

        static RowStatus of(DecidedRow decided) {
            Verdict verdict = decided.verdict();
            return new RowStatus(
                    verdict.row(),
                    verdict.outcome(),
                    verdict.id(),
                    verdict.code(),
                    verdict.field(),
                    verdict.message(),
                    decided.values());
        }
    }

    /**
     * Selects rows.
     *
     * @param outcome null for all
     * @param kept whether only rows are selected that stayed when the import was undone; null is false
     */
    record Selection(List<Outcome> outcome, Boolean kept) {

        Set<Outcome> outcomes() {
            return outcome == null ? EnumSet.noneOf(Outcome.class) : EnumSet.copyOf(outcome);
        }

        boolean onlyKept() {
            return kept != null && kept;
        }
    }

    /**
     * Parameters that only files have.
     *
     * @param bom whether a CSV begins with the mark of UTF-8; null means it does
     * @param lang null for the first language that the caller accepts
     */
    record Options(Boolean bom, RowLanguage lang) {

        boolean marked() {
            return bom == null || bom;
        }
    }

    ImportRowsController(Imports imports, ImportAccess access) {
        this.imports = imports;
        this.access = access;
    }

    @Override
    public Collection<RequiredLevel> requiredLevels(Map<String, String> variables) {
        return List.of(access.known(variables.get("kind")).requiredLevel());
    }

    @GetMapping("/rows")
    Page<RowStatus> rows(
            @PathVariable String kind,
            @PathVariable String importId,
            Selection selection,
            Paging paging,
            Caller caller,
            HttpServletRequest request) {
        Import stored = access.stored(kind, importId, caller, request);
        Set<Outcome> outcomes = selection.outcomes();
        int after = paging.first() ? 0 : Math.clamp(paging.afterNumber(), 0, Integer.MAX_VALUE);
        List<DecidedRow> rows = imports.rows(stored, outcomes, selection.onlyKept(), after, paging.limit() + 1);
        boolean more = rows.size() > paging.limit();
        List<DecidedRow> page = more ? rows.subList(0, paging.limit()) : rows;
        String next =
                more ? paging.next(Integer.toString(page.getLast().verdict().row())) : null;
        return new Page<>(
                page.stream().map(RowStatus::of).toList(), next, total(stored, outcomes, selection.onlyKept()));
    }

    private static long total(Import stored, Set<Outcome> outcomes, boolean kept) {
        return (outcomes.isEmpty() ? EnumSet.allOf(Outcome.class) : outcomes)
                .stream()
                        .mapToLong(outcome -> kept ? kept(stored, outcome) : counted(stored, outcome))
                        .sum();
    }

    private static int counted(Import stored, Outcome outcome) {
        return switch (outcome) {
            case CREATED -> stored.counts().created();
            case UPDATED -> stored.counts().updated();
            case UNCHANGED -> stored.counts().unchanged();
            case REFUSED -> stored.counts().refused();
        };
    }

    private static int kept(Import stored, Outcome outcome) {
        Undoing undoing = stored.undoing();
        return switch (outcome) {
            case CREATED -> undoing == null ? 0 : undoing.keptCreated();
            case UPDATED -> undoing == null ? 0 : undoing.keptUpdated();
            case UNCHANGED, REFUSED -> 0;
        };
    }

    /** Writes the rows as a file: the verdict of each, then its texts in the columns of the imported file. */
    @GetMapping({"/rows.xlsx", "/rows.csv"})
    void download(
            @PathVariable String kind,
            @PathVariable String importId,
            Selection selection,
            Options options,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        caller.require(RequiredLevel.view(Area.REPORTS));
        Import stored = access.stored(kind, importId, caller, request);
        TableFormat format = request.getRequestURI().endsWith(".xlsx") ? TableFormat.XLSX : TableFormat.CSV;
        response.setContentType(format.mediaType());
        response.setHeader("Content-Disposition", "attachment; filename=\"rows." + format.extension() + "\"");
        if (format == TableFormat.CSV && options.marked()) {
            response.getOutputStream().write(MARK);
        }
        RowLanguage language = options.lang() == null ? RowLanguage.accepted(request) : options.lang();
        List<String> columns = RowValues.columns(
                stored.inspection().columns().stream().map(ColumnUse::header).toList());
        List<String> header = new ArrayList<>(language.header());
        header.addAll(columns);
        try (TableWriter table = format.writer(response.getOutputStream(), language.title(), ZoneOffset.UTC, header)) {
            int after = 0;
            List<DecidedRow> page = page(stored, selection, after);
            while (!page.isEmpty()) {
                for (DecidedRow row : page) {
                    table.row(cells(row, columns, language));
                }
                after = page.getLast().verdict().row();
                page = page(stored, selection, after);
            }
            table.finish();
        }
    }

    private List<DecidedRow> page(Import stored, Selection selection, int after) {
        return imports.rows(stored, selection.outcomes(), selection.onlyKept(), after, PAGE);
    }

    private static List<Object> cells(DecidedRow decided, List<String> columns, RowLanguage language) {
        Verdict verdict = decided.verdict();
        List<Object> cells = new ArrayList<>();
        cells.add(verdict.row());
        cells.add(language.outcome(verdict.outcome()));
        cells.add(verdict.field());
        cells.add(verdict.code());
        cells.add(verdict.message());
        Map<String, String> values = decided.values() == null ? Map.of() : decided.values();
        columns.forEach(column -> cells.add(values.get(column)));
        return cells;
    }
}

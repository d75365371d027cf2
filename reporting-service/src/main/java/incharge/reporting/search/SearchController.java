package incharge.reporting.search;

import incharge.http.Caller;
import incharge.http.InvalidInput;
import incharge.http.Level;
import incharge.http.RequiresLevelInAnyArea;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.CustomerFilter;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.Language;
import incharge.reporting.answers.ProjectRows;
import incharge.reporting.answers.RowParameters;
import incharge.reporting.answers.Search;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Sorting;
import incharge.reporting.snapshot.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/** {@code GET /api/search}: the best of what the caller sees in the areas that the caller may view. */
@RestController
class SearchController {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 50;

    private final AsOf asOf;

    SearchController(AsOf asOf) {
        this.asOf = asOf;
    }

    record Parameters(List<String> q, List<Kind> kind, Integer limit, Instant asOf) {

        Searched searched() {
            if (q == null) {
                throw InvalidInput.request("q", "required", "q is required.");
            }
            return Searched.of(q);
        }

        int most() {
            if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
                throw InvalidInput.request("limit", "out-of-range", "limit is 1 to " + MAX_LIMIT + ".");
            }
            return limit == null ? DEFAULT_LIMIT : limit;
        }
    }

    @RequiresLevelInAnyArea
    @GetMapping("/api/search")
    ResponseEntity<byte[]> search(Parameters parameters, Language language, Caller caller) {
        Searched searched = parameters.searched();
        var hits = new Hits(searched.texts(), parameters.most(), language.collation());
        SnapshotView view = asOf.view(caller, parameters.asOf());
        Set<Kind> wanted = RowParameters.values(parameters.kind());
        Arrays.stream(Kind.values())
                .filter(kind -> wanted.isEmpty() || wanted.contains(kind))
                .filter(kind -> caller.can(kind.area(), Level.VIEW))
                .forEach(kind -> add(hits, kind, view, searched, language.collation()));
        return Answer.json(view.snapshot(), json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("items");
            hits.best().forEach(hit -> write(json, view.snapshot(), hit));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void add(Hits hits, Kind kind, SnapshotView view, Searched searched, Collation collation) {
        Snapshot snapshot = view.snapshot();
        Search search = searched.search();
        switch (kind) {
            case CUSTOMER -> {
                SlotSet shown =
                        CustomerFilter.NONE.of(snapshot, view.visibility()).slots();
                hits.add(
                        kind,
                        snapshot.customers(),
                        new Ranks<>(Snapshot::customers, Snapshot::customersWith, searched).in(snapshot, kind),
                        shown,
                        () -> Sorting.byName(snapshot, Snapshot::customers, collation));
            }
            case PROJECT ->
                hits.add(
                        kind,
                        snapshot.projects(),
                        new Ranks<>(Snapshot::projects, Snapshot::projectsWith, searched).in(snapshot, kind),
                        ProjectRows.of(view, CustomerFilter.NONE),
                        () -> Sorting.byName(snapshot, Snapshot::projects, collation));
            case EMPLOYEE -> hits.add(kind, found(snapshot.employees(), search, _ -> true));
            case CATEGORY -> hits.add(kind, found(snapshot.categories(), search, view.visibility()::sees));
            case TAG -> hits.add(kind, found(snapshot.tags(), search, _ -> true));
        }
    }

    private static <T extends Named> List<T> found(Table<T> table, Search search, Predicate<T> seen) {
        return table.inOrder().stream()
                .filter(entity -> search.finds(entity.text()) && seen.test(entity))
                .toList();
    }

    private static void write(JsonGenerator json, Snapshot snapshot, Hits.Hit hit) {
        json.writeStartObject();
        Json.text(json, "kind", hit.kind().word());
        Json.id(json, "id", hit.entity().id());
        Json.name(json, hit.entity());
        String number = Kind.number(hit.entity());
        if (number != null) {
            Json.text(json, "number", number);
        }
        if (hit.entity() instanceof Project project) {
            Json.named(json, "customer", snapshot.customers().at(project.customer()));
        }
        json.writeEndObject();
    }
}

package incharge.reporting.history;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Paging;
import incharge.http.ProblemException;
import incharge.http.RequiresLevel;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.RowParameters;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.history.Timeline.Scope;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.versions.Entry;
import incharge.reporting.versions.HistoryFilter.Things;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/customers/{id}/timeline}. */
@RequiresLevel(area = Area.CUSTOMERS)
@RestController
class TimelineController {

    private final AsOf asOf;
    private final Snapshots snapshots;

    TimelineController(AsOf asOf, Snapshots snapshots) {
        this.asOf = asOf;
        this.snapshots = snapshots;
    }

    enum Kind {
        INTERACTION,
        TRANSACTION,
        CHANGE
    }

    record Parameters(List<Kind> kind, UUID project, UUID salesCase, LocalDate from, LocalDate to, Instant asOf) {

        Scope scope() {
            return new Scope(project, salesCase);
        }

        /** Returns null when nothing that is asked for is recorded yet. */
        Things things() {
            Set<Kind> kinds = RowParameters.values(kind);
            boolean interactions = kinds.isEmpty() || kinds.contains(Kind.INTERACTION);
            boolean changes = kinds.isEmpty() || kinds.contains(Kind.CHANGE);
            if (interactions) {
                return changes ? Things.ALL : Things.INTERACTIONS_ALONE;
            }
            return changes ? Things.NO_INTERACTIONS : null;
        }
    }

    @GetMapping("/api/customers/{id}/timeline")
    ResponseEntity<byte[]> timeline(@PathVariable UUID id, Parameters parameters, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        Customer customer = view.snapshot().customers().find(id);
        if (customer == null || !view.visibility().sees(view.snapshot(), customer)) {
            throw ProblemException.notFound();
        }
        var timeline = new Timeline(snapshots, view, customer, caller, asOf.zone());
        Things things = parameters.things();
        // there are no transactions without money
        History.Page page = things == null
                ? new History.Page(List.of(), null, null, 0)
                : timeline.history(things, parameters.scope(), parameters.from(), parameters.to())
                        .page(HistoryController.rest(paging, view.snapshot().positions()), paging.limit());
        List<Entry> entries = page.items().stream().map(HistoryRow::entry).toList();
        TimelineWriter writer = timeline.writer(entries);
        return Answer.json(view.snapshot(), json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("items");
            page.items().forEach(row -> writer.write(json, row));
            json.writeEndArray();
            Json.text(json, "next", page.rest() == null ? null : HistoryController.next(paging, page.rest()));
            json.writeNumberProperty("total", page.total());
            json.writeEndObject();
        });
    }
}

package incharge.reporting.history;

import incharge.http.Area;
import incharge.http.Level;
import incharge.http.Paging;
import incharge.http.RequiresLevelInAnyArea;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.Json;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Snapshots;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/erasures}: who was erased, at whose request, and which services are done with it. */
@RestController
class ErasuresController {

    private final AsOf asOf;
    private final Snapshots snapshots;

    ErasuresController(AsOf asOf, Snapshots snapshots) {
        this.asOf = asOf;
        this.snapshots = snapshots;
    }

    @RequiresLevelInAnyArea(
            level = Level.ADMIN,
            areas = {Area.RESPONSIBILITIES, Area.CUSTOMERS})
    @GetMapping("/api/erasures")
    ResponseEntity<byte[]> erasures(Paging paging) {
        Snapshot now = asOf.now();
        var erasures = new Erasures(snapshots, now);
        Erasures.Page page = erasures.page(HistoryController.rest(paging, now.positions()), paging.limit());
        return Answer.json(now, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("items");
            page.items().forEach(erased -> erasures.write(json, page, erased));
            json.writeEndArray();
            Json.text(json, "next", page.rest() == null ? null : HistoryController.next(paging, page.rest()));
            json.writeNumberProperty("total", page.total());
            json.writeEndObject();
        });
    }
}

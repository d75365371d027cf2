package incharge.reporting.history;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Paging;
import incharge.http.RequiresLevel;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.snapshot.Snapshots;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/responsibilities/batches}: what was changed together and can be undone together. */
@RestController
class BatchesController {

    private final AsOf asOf;
    private final Snapshots snapshots;

    BatchesController(AsOf asOf, Snapshots snapshots) {
        this.asOf = asOf;
        this.snapshots = snapshots;
    }

    /** @param actor a user, or {@code me} */
    record Parameters(List<String> actor, LocalDate from, LocalDate to, Instant asOf) {}

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @GetMapping("/api/responsibilities/batches")
    ResponseEntity<byte[]> batches(Parameters parameters, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        var batches = new Batches(
                snapshots,
                view,
                Users.of(parameters.actor(), caller),
                new Days(parameters.from(), parameters.to(), asOf.zone()));
        Batches.Page page = batches.page(paging.first() ? Long.MAX_VALUE : paging.afterNumber(), paging.limit());
        return Answer.json(view.snapshot(), json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("items");
            page.items().forEach(batch -> page.writer().write(json, batch));
            json.writeEndArray();
            Json.text(json, "next", page.more() ? paging.next(Long.toString(page.last())) : null);
            json.writeEndObject();
        });
    }
}

package incharge.reporting.history;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.InvalidInput;
import incharge.http.Paging;
import incharge.http.RequiresLevel;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.Download;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.Language;
import incharge.reporting.answers.RowParameters;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.snapshot.Positions;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.versions.HistoryFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/history}, as JSON and as a file. */
@RestController
class HistoryController {

    private final AsOf asOf;
    private final Snapshots snapshots;

    HistoryController(AsOf asOf, Snapshots snapshots) {
        this.asOf = asOf;
        this.snapshots = snapshots;
    }

    /** @param actor a user, or {@code me} */
    record Parameters(
            List<UUID> subject,
            List<UUID> customer,
            List<UUID> employee,
            List<UUID> category,
            List<UUID> tag,
            List<String> type,
            List<String> actor,
            LocalDate from,
            LocalDate to,
            Instant asOf) {

        HistoryFilter filter(Caller caller) {
            return new HistoryFilter(
                    RowParameters.values(subject),
                    RowParameters.values(customer),
                    RowParameters.values(employee),
                    RowParameters.values(category),
                    RowParameters.values(tag),
                    RowParameters.values(type),
                    Users.of(actor, caller));
        }
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @GetMapping("/api/history")
    ResponseEntity<byte[]> history(Parameters parameters, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        History history = history(view, parameters, caller);
        History.Page page = history.page(rest(paging, view.snapshot().positions()), paging.limit());
        return Answer.json(view.snapshot(), json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("items");
            page.items().forEach(row -> page.writer().write(json, row));
            json.writeEndArray();
            Json.text(json, "next", page.rest() == null ? null : next(paging, page.rest()));
            json.writeNumberProperty("total", page.total());
            json.writeEndObject();
        });
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @RequiresLevel(area = Area.REPORTS)
    @GetMapping({"/api/history.xlsx", "/api/history.csv"})
    void file(
            Parameters parameters,
            Download.Options options,
            Language language,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        History history = history(view, parameters, caller);
        var download = new Download(request, response, options, language, asOf.zone());
        download.write(
                view.snapshot(),
                "history",
                language.headers(HistoryWriter.HEADERS),
                cells -> history.writeTo(cells, language),
                Function.identity());
    }

    private History history(SnapshotView view, Parameters parameters, Caller caller) {
        var days = new Days(parameters.from(), parameters.to(), asOf.zone());
        return new History(snapshots, view, parameters.filter(caller), days);
    }

    static String next(Paging paging, Positions rest) {
        return paging.next(
                Long.toString(rest.customers()),
                Long.toString(rest.responsibilities()),
                Long.toString(rest.groupings()));
    }

    /** Returns null for the first page. */
    static Positions rest(Paging paging, Positions all) {
        if (paging.first()) {
            return null;
        }
        try {
            List<Long> rest = paging.after().stream().map(Long::valueOf).toList();
            if (rest.size() == 3) {
                return new Positions(
                        Math.min(rest.get(0), all.customers()),
                        Math.min(rest.get(1), all.responsibilities()),
                        Math.min(rest.get(2), all.groupings()));
            }
        } catch (NumberFormatException _) {
            throw cursorInvalid();
        }
        throw cursorInvalid();
    }

    private static InvalidInput cursorInvalid() {
        return InvalidInput.request("cursor", "cursor-invalid", "The cursor is not one of this query.");
    }
}

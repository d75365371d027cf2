package incharge.reporting.assignees;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Paging;
import incharge.http.RequiresLevel;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.Download;
import incharge.reporting.answers.Period;
import incharge.reporting.answers.RowParameters;
import incharge.reporting.answers.Slice;
import incharge.reporting.answers.SnapshotView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/assignees}, as JSON and as a file with the same rows. */
@RestController
class AssigneesController {

    private final AsOf asOf;

    AssigneesController(AsOf asOf) {
        this.asOf = asOf;
    }

    record Parameters(
            List<UUID> customer,
            List<UUID> employee,
            List<UUID> team,
            List<String> category,
            List<UUID> tag,
            List<String> q,
            List<Boolean> archived,
            List<Boolean> projects,
            Period.Named period,
            LocalDate on,
            Instant asOf) {

        AssigneesQuery query(LocalDate today) {
            return new AssigneesQuery(
                    RowParameters.filter(customer, category, tag, q, archived),
                    RowParameters.values(employee),
                    RowParameters.values(team),
                    RowParameters.any(projects),
                    Period.of(period, on, today));
        }
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @GetMapping("/api/assignees")
    ResponseEntity<byte[]> assignees(Parameters parameters, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        var assignees = Assignees.of(view, parameters.query(view.today()));
        Slice<Assignees.Line> page = assignees.page(paging.limit(), Answer.after(paging));
        return Answer.page(view, paging, page, assignees.lines().size(), Assignees::write);
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @RequiresLevel(area = Area.REPORTS)
    @GetMapping({"/api/assignees.xlsx", "/api/assignees.csv"})
    void file(
            Parameters parameters,
            Download.Options options,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        var assignees = Assignees.of(view, parameters.query(view.today()));
        var download = new Download(request, response, options, asOf.zone());
        download.write(
                view.snapshot(),
                "assignees",
                download.language().headers(Assignees.HEADERS),
                assignees.lines(),
                assignees::row);
    }
}

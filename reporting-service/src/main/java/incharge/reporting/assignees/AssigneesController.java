package incharge.reporting.assignees;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Paging;
import incharge.http.RequiresLevel;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.Download;
import incharge.reporting.answers.EmployeeFilter;
import incharge.reporting.answers.Language;
import incharge.reporting.answers.Period;
import incharge.reporting.answers.RowFilter;
import incharge.reporting.answers.RowParameters;
import incharge.reporting.answers.Slice;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.answers.Tally;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
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

        Tally.Query query(LocalDate today, Caller caller) {
            return new Tally.Query(
                    new RowFilter(
                            RowParameters.filter(customer, category, tag, q, archived, caller),
                            RowParameters.any(projects)),
                    Period.of(period, on, today),
                    Set.of(),
                    Set.of(),
                    new EmployeeFilter(RowParameters.values(employee), RowParameters.values(team), Set.of()));
        }
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @GetMapping("/api/assignees")
    ResponseEntity<byte[]> assignees(Parameters parameters, Paging paging, Language language, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        var assignees = new Assignees(view, parameters.query(view.today(), caller), language.collation());
        Slice<Assignees.Line> page = assignees.page(paging.limit(), Answer.after(paging, language));
        return Answer.page(
                view,
                Answer.Page.of(page, paging, language, assignees.total()),
                (json, _, line) -> assignees.write(json, line));
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @RequiresLevel(area = Area.REPORTS)
    @GetMapping({"/api/assignees.xlsx", "/api/assignees.csv"})
    void file(
            Parameters parameters,
            Download.Options options,
            Language language,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        var assignees = new Assignees(view, parameters.query(view.today(), caller), language.collation());
        var download = new Download(request, response, options, language, asOf.zone());
        download.write(
                view.snapshot(),
                "assignees",
                language.headers(Assignees.HEADERS),
                assignees::writeTo,
                line -> assignees.row(line, language));
    }
}

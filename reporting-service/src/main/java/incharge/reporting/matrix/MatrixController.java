package incharge.reporting.matrix;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.InvalidInput;
import incharge.http.RequiresLevel;
import incharge.http.Window;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.Download;
import incharge.reporting.answers.EmployeeFilter;
import incharge.reporting.answers.Language;
import incharge.reporting.answers.Period;
import incharge.reporting.answers.RowFilter;
import incharge.reporting.answers.RowParameters;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.answers.Tally;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/matrix}, as JSON and as a file with the same rows and columns. */
@RestController
class MatrixController {

    private final AsOf asOf;

    MatrixController(AsOf asOf) {
        this.asOf = asOf;
    }

    enum View {
        EMPLOYEE,
        ROLE
    }

    record Parameters(
            View view,
            List<Boolean> projects,
            List<UUID> subject,
            MatrixQuery.Rows rows,
            List<String> q,
            List<UUID> customer,
            List<String> category,
            List<UUID> tag,
            List<Boolean> archived,
            List<UUID> team,
            List<UUID> employee,
            List<Boolean> seller,
            List<UUID> customerRole,
            List<UUID> projectRole,
            Period.Named period,
            LocalDate on,
            Instant asOf) {

        MatrixQuery query(LocalDate today, Language language, Caller caller) {
            return new MatrixQuery(
                    view == View.ROLE,
                    new Tally.Query(
                            new RowFilter(
                                    RowParameters.filter(customer, category, tag, q, archived, caller),
                                    RowParameters.any(projects),
                                    RowParameters.values(subject)),
                            Period.of(period, on, today),
                            RowParameters.values(customerRole),
                            RowParameters.values(projectRole),
                            new EmployeeFilter(
                                    RowParameters.values(employee),
                                    RowParameters.values(team),
                                    RowParameters.values(seller))),
                    rows == null ? MatrixQuery.Rows.ALL : rows,
                    language.collation());
        }
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @GetMapping("/api/matrix")
    ResponseEntity<byte[]> page(
            Parameters parameters,
            @RequestParam(defaultValue = "true") boolean columns,
            Window window,
            Language language,
            Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        var matrix = matrix(view, parameters, language, caller);
        var page = new Matrix.Page(window.limit(), Answer.after(window, language), window.offset(), columns);
        return Answer.json(
                view.snapshot(), json -> matrix.write(json, page, key -> Answer.next(window, language, key)));
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @RequiresLevel(area = Area.REPORTS)
    @GetMapping({"/api/matrix.xlsx", "/api/matrix.csv"})
    void file(
            Parameters parameters,
            Download.Options options,
            Language language,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        var matrix = matrix(view, parameters, language, caller);
        var download = new Download(request, response, options, language, asOf.zone());
        download.write(
                view.snapshot(),
                "matrix",
                matrix.header(language),
                matrix::writeTo,
                line -> matrix.row(line, language));
    }

    private static Matrix matrix(SnapshotView view, Parameters parameters, Language language, Caller caller) {
        if (parameters.view() == View.ROLE && !view.snapshot().settings().rolesInUse()) {
            throw InvalidInput.value("view", "roles-not-in-use", "The workspace does not use roles.");
        }
        return Matrix.of(view, parameters.query(view.today(), language, caller));
    }
}

package incharge.reporting.matrix;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.InvalidInput;
import incharge.http.Paging;
import incharge.http.RequiresLevel;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.EmployeeFilter;
import incharge.reporting.answers.Period;
import incharge.reporting.answers.RowParameters;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.answers.Tally;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/matrix}. */
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

        MatrixQuery query(LocalDate today) {
            return new MatrixQuery(
                    view == View.ROLE,
                    new Tally.Query(
                            RowParameters.filter(customer, category, tag, q, archived),
                            RowParameters.any(projects),
                            Period.of(period, on, today),
                            RowParameters.values(customerRole),
                            RowParameters.values(projectRole),
                            new EmployeeFilter(
                                    RowParameters.values(employee),
                                    RowParameters.values(team),
                                    RowParameters.values(seller))));
        }
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @GetMapping("/api/matrix")
    ResponseEntity<byte[]> matrix(Parameters parameters, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        if (parameters.view() == View.ROLE && !view.snapshot().settings().rolesInUse()) {
            throw InvalidInput.value("view", "roles-not-in-use", "The workspace does not use roles.");
        }
        var matrix = Matrix.of(view, parameters.query(view.today()));
        String after = Answer.after(paging);
        return Answer.json(view.snapshot(), json -> matrix.write(json, paging.limit(), after, paging::next));
    }
}

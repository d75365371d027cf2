package incharge.reporting.matrix;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Needs;
import incharge.http.Paging;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.Moments;
import incharge.reporting.answers.Period;
import incharge.reporting.answers.RowParameters;
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

    private final Moments moments;

    MatrixController(Moments moments) {
        this.moments = moments;
    }

    enum View {
        EMPLOYEE,
        ROLE
    }

    record Parameters(
            View view,
            Boolean projects,
            String q,
            List<UUID> customer,
            List<String> category,
            List<UUID> tag,
            Boolean archived,
            List<UUID> team,
            List<UUID> employee,
            Boolean seller,
            List<UUID> customerRole,
            List<UUID> projectRole,
            Period.Named period,
            LocalDate on,
            Instant asOf) {

        MatrixQuery query(LocalDate today) {
            return new MatrixQuery(
                    view == View.ROLE,
                    Boolean.TRUE.equals(projects),
                    RowParameters.filter(customer, category, tag, q, archived),
                    RowParameters.ids(team),
                    RowParameters.ids(employee),
                    seller,
                    RowParameters.ids(customerRole),
                    RowParameters.ids(projectRole),
                    Period.of(period, on, today));
        }
    }

    @Needs(area = Area.RESPONSIBILITIES)
    @GetMapping("/api/matrix")
    ResponseEntity<byte[]> matrix(Parameters asked, Paging paging, Caller caller) {
        var moment = moments.of(caller, asked.asOf());
        var matrix = Matrix.of(moment, asked.query(moment.today()));
        var after = Answer.after(paging);
        return Answer.json(moment.snapshot(), json -> matrix.write(json, paging.limit(), after, paging::next));
    }
}

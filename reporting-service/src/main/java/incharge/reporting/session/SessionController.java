package incharge.reporting.session;

import incharge.http.Caller;
import incharge.http.Level;
import incharge.http.RequiresLevelInAnyArea;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.Json;
import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Snapshot;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/session}: the employee of the caller, for the gateway's answer to who is signed in. */
@RestController
class SessionController {

    private final AsOf asOf;

    SessionController(AsOf asOf) {
        this.asOf = asOf;
    }

    /** Returns {@code {"employee":{"id","name"}|null,"seller":false}}. */
    @RequiresLevelInAnyArea(level = Level.NONE)
    @GetMapping("/api/session")
    ResponseEntity<byte[]> session(Caller caller) {
        Snapshot now = asOf.now();
        Employee employee = AsOf.employee(now, caller);
        return Answer.json(now, json -> {
            json.writeStartObject();
            Json.named(json, "employee", employee);
            json.writeName("seller");
            json.writeBoolean(employee != null && employee.seller());
            json.writeEndObject();
        });
    }
}

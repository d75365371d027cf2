package incharge.reporting.session;

import incharge.http.Caller;
import incharge.http.Level;
import incharge.http.QueryParameters;
import incharge.http.RequiresLevelInAnyArea;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.Json;
import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Content;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/** {@code GET /api/session}: the caller's employee and the workspace, for the gateway's answer to who is signed in. */
@RestController
class SessionController {

    /** Read from the request: a user may hold commas, which separate the values of a list. */
    private static final String USER = "user";

    private final AsOf asOf;

    SessionController(AsOf asOf) {
        this.asOf = asOf;
    }

    /**
     * Returns {@code {"employee":{"id","name"}|null,"seller":false}} with the settings that every page depends on,
     * whatever the caller's levels are. With {@code user}, which may be repeated, adds {@code "users"}: those users who
     * are or were employees, as {@code {"user","id","name"}}.
     */
    @RequiresLevelInAnyArea(level = Level.NONE)
    @GetMapping("/api/session")
    @QueryParameters(repeated = USER)
    ResponseEntity<byte[]> session(Caller caller, HttpServletRequest request) {
        String[] users = request.getParameterValues(USER);
        Snapshot now = asOf.now();
        Employee employee = AsOf.employee(now, caller);
        return Answer.json(now, json -> {
            json.writeStartObject();
            Json.named(json, "employee", employee);
            json.writeName("seller");
            json.writeBoolean(employee != null && employee.seller());
            features(json, now.settings());
            Json.text(json, "timeZone", asOf.zone().getId());
            Json.date(json, "today", asOf.today());
            json.writeObjectPropertyStart("workspace");
            Json.text(json, "name", now.settings().name());
            json.writeEndObject();
            if (users != null) {
                users(json, now, users);
            }
            json.writeEndObject();
        });
    }

    private static void users(JsonGenerator json, Snapshot now, String[] users) {
        json.writeArrayPropertyStart("users");
        for (String user : users) {
            Employee employee = now.employeeOf(user);
            if (employee != null) {
                json.writeStartObject();
                Json.text(json, "user", user);
                Json.id(json, "id", employee.id());
                Json.name(json, employee);
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void features(JsonGenerator json, Content.Settings settings) {
        json.writeObjectPropertyStart("features");
        json.writeBooleanProperty("roles", settings.rolesInUse());
        json.writeBooleanProperty("accounts", settings.accountsInUse());
        json.writeBooleanProperty("categoryRequired", settings.categoryRequired());
        json.writeBooleanProperty("datedClicks", settings.datedClicks());
        json.writeEndObject();
    }
}

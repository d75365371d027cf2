package incharge.gateway.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.mongodb.MongoException;
import incharge.gateway.page.Language;
import incharge.gateway.preferences.PersonalPreferences;
import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Callers;
import incharge.http.Level;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Describes the caller. */
@RestController
class SessionController {

    private static final Logger LOG = LoggerFactory.getLogger(SessionController.class);

    private final CallerLookup employees;
    private final Callers callers;
    private final PersonalPreferences preferences;

    SessionController(CallerLookup employees, Callers callers, PersonalPreferences preferences) {
        this.employees = employees;
        this.callers = callers;
        this.preferences = preferences;
    }

    /**
     * @param employee null if the token names no employee, or one that is not known yet
     * @param language BCP 47 tag of the language that the person prefers or chose, else of the best one for
     *     Accept-Language
     * @param features what the settings of the workspace switch on; absent while reporting is unavailable, as are
     *     {@code timeZone}, {@code today} and {@code workspace}
     */
    record Session(
            String user,
            NamedEmployee employee,
            Levels levels,
            boolean seller,
            String language,
            @JsonInclude(JsonInclude.Include.NON_NULL) JsonNode features,
            @JsonInclude(JsonInclude.Include.NON_NULL) JsonNode timeZone,
            @JsonInclude(JsonInclude.Include.NON_NULL) JsonNode today,
            @JsonInclude(JsonInclude.Include.NON_NULL) JsonNode workspace) {}

    record Levels(Level customers, Level responsibilities, Level groups, Level reports) {}

    record NamedEmployee(String id, String name) {}

    @GetMapping("/api/session")
    Session session(JwtAuthenticationToken token, HttpServletRequest request) {
        Caller caller = callers.caller();
        try {
            CallerLookup.Found employee = employees.of(token.getToken().getTokenValue());
            return new Session(
                    caller.actor(),
                    employee.id() == null ? null : new NamedEmployee(employee.id(), employee.name()),
                    new Levels(
                            caller.level(Area.CUSTOMERS),
                            caller.level(Area.RESPONSIBILITIES),
                            caller.level(Area.GROUPS),
                            caller.level(Area.REPORTS)),
                    employee.seller(),
                    language(caller, request).tag(),
                    employee.workspace().get("features"),
                    employee.workspace().get("timeZone"),
                    employee.workspace().get("today"),
                    employee.workspace().get("workspace"));
        } catch (CallerLookup.Inactive inactive) {
            throw CallerLookup.refusal();
        }
    }

    private Language language(Caller caller, HttpServletRequest request) {
        try {
            return preferences.language(caller.actor()).orElseGet(() -> Language.of(request));
        } catch (MongoException unavailable) {
            // A session without the preferred language is still one.
            LOG.warn("The preferences of a caller cannot be read: {}", unavailable.toString());
            return Language.of(request);
        }
    }
}

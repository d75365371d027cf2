package incharge.gateway.signin;

import incharge.gateway.page.Language;
import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Callers;
import incharge.http.Level;
import incharge.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Describes the caller. */
@RestController
class SessionController {

    private final CallerLookup employees;
    private final Callers callers;

    SessionController(CallerLookup employees, Callers callers) {
        this.employees = employees;
        this.callers = callers;
    }

    /**
     * @param employee null if the token names no employee, or one that is not known yet
     * @param language BCP 47 tag of the language that the person chose, else of the best one for Accept-Language
     */
    record Session(String user, NamedEmployee employee, Levels levels, boolean seller, String language) {}

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
                    Language.of(request).tag());
        } catch (CallerLookup.Inactive inactive) {
            throw ProblemException.of(
                    401, "employee-inactive", "The employee whose token this is is no longer active.");
        }
    }
}

package incharge.gateway.signin;

import incharge.gateway.Problem;
import incharge.gateway.SecurityLog;
import incharge.gateway.page.Language;
import incharge.gateway.token.Claims;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Describes the caller. */
@RestController
class SessionController {

    private final CallerLookup employees;
    private final Claims claims;

    SessionController(CallerLookup employees, Claims claims) {
        this.employees = employees;
        this.claims = claims;
    }

    /**
     * @param employee null if the token names no employee, or one that is not known yet
     * @param levels none, view, edit or admin for each area
     * @param language BCP 47 tag of the language that the person chose, else of the best one for Accept-Language
     */
    record Session(String user, NamedEmployee employee, Levels levels, boolean seller, String language) {}

    record Levels(String customers, String responsibilities, String groups, String reports) {}

    record NamedEmployee(String id, String name) {}

    /** Returns null if the answer is a refusal, which is written then. */
    @GetMapping("/api/session")
    Session session(JwtAuthenticationToken caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Jwt token = caller.getToken();
        try {
            CallerLookup.Found employee = employees.of(token.getTokenValue());
            return new Session(
                    caller.getName(),
                    employee.id() == null ? null : new NamedEmployee(employee.id(), employee.name()),
                    new Levels(
                            claims.level(token, "customers"),
                            claims.level(token, "responsibilities"),
                            claims.level(token, "groups"),
                            claims.level(token, "reports")),
                    employee.seller(),
                    Language.of(request).tag());
        } catch (CallerLookup.Inactive inactive) {
            SecurityLog.log(request, 401, inactive.getMessage());
            response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            new Problem(401, "employee-inactive", "The employee whose token this is is no longer active.")
                    .answer(request, response);
            return null;
        }
    }
}

package incharge.gateway;

import incharge.gateway.page.Language;
import incharge.gateway.token.Claims;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who am I. */
@RestController
class SessionController {

    private final CallerLookup employees;
    private final Claims claims;

    SessionController(CallerLookup employees, Claims claims) {
        this.employees = employees;
        this.claims = claims;
    }

    /**
     * @param employee null when the token names nobody, or nobody who is known yet
     * @param levels none, view, edit or admin for each area
     * @param language what the person chose, else the best of ours for what the client asked for, as a BCP 47 tag
     */
    record Session(String user, NamedEmployee employee, Levels levels, boolean seller, String language) {}

    record Levels(String customers, String responsibilities, String groups, String reports) {}

    record NamedEmployee(String id, String name) {}

    /** Null when the answer is a refusal, which is written by then. */
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
            Refusals.log(request, 401, inactive.getMessage());
            response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            new Problem(401, "employee-inactive", "The employee whose token this is is no longer active.")
                    .answer(request, response);
            return null;
        }
    }
}

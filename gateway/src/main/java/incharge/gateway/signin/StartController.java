package incharge.gateway.signin;

import static incharge.gateway.page.Page.text;

import incharge.gateway.page.Language;
import incharge.gateway.page.Page;
import incharge.gateway.session.PublicUrl;
import incharge.gateway.session.SessionCookie;
import incharge.gateway.session.Sessions;
import incharge.gateway.token.GatewayRegistration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page about the API, with the person who is signed in and links to the documents. */
@RestController
final class StartController {

    private static final String FIRST_STEPS = """
            TOKEN=$(curl -s -u demo-admin:demo -d grant_type=client_credentials \\
              {url}/oauth2/token | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')

            curl -H "Authorization: Bearer $TOKEN" {url}/api/session
            curl -H "Authorization: Bearer $TOKEN" {url}/api/customers
            curl -H "Authorization: Bearer $TOKEN" {url}/api/matrix
            curl -H "Authorization: Bearer $TOKEN" -OJ {url}/api/assignees.xlsx""";

    private final CallerLookup employees;
    private final SessionCookie cookie;
    private final GatewayRegistration registration;
    private final PublicUrl url;

    StartController(CallerLookup employees, SessionCookie cookie, GatewayRegistration registration, PublicUrl url) {
        this.employees = employees;
        this.cookie = cookie;
        this.registration = registration;
        this.url = url;
    }

    @GetMapping("/api")
    void start(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Language language = Language.of(request);
        String body = """
                    <p>%s</p>
                    %s
                    <ul>
                      <li><a href="/api/docs">%s</a></li>
                      <li><a href="/api/openapi.json">%s</a></li>
                      <li><a href="/api/asyncapi.json">%s</a></li>
                      <li><a href="/readyz">%s</a></li>
                    </ul>
                    <h2>%s</h2>
                    <p>%s</p>
                    <pre>%s</pre>
                """.formatted(
                        text(language.text("about")),
                        person(request, language),
                        text(language.text("start.docs")),
                        text(language.text("start.openapi")),
                        text(language.text("start.asyncapi")),
                        text(language.text("start.ready")),
                        text(language.text("start.steps")),
                        text(language.text("start.steps.about")),
                        text(FIRST_STEPS.replace("{url}", url.origin())));
        new Page(language, "InCharge", body).answer(request, response, 200);
    }

    private String person(HttpServletRequest request, Language language) {
        if (Sessions.Live.of(request).isPresent()
                && request.getUserPrincipal() instanceof JwtAuthenticationToken caller) {
            return """
                    <form class="who" method="post" action="%s">
                      <span>%s <strong>%s</strong></span>
                      <input type="hidden" name="%s" value="%s">
                      <button type="submit">%s</button>
                    </form>""".formatted(
                    SignOutController.PATH,
                    text(language.text("signedIn")),
                    text(name(caller)),
                    SessionFilter.TOKEN_PARAMETER,
                    text(cookie.id(request).map(SessionCookie::csrfToken).orElseThrow()),
                    text(language.text("signOut")));
        }
        return registration.isOffered()
                ? "<p class=\"who\"><a class=\"button\" href=\"" + SignIn.PATH + "\">" + text(language.text("signIn"))
                        + "</a></p>"
                : "";
    }

    private String name(JwtAuthenticationToken caller) {
        try {
            CallerLookup.Found employee = employees.of(caller.getToken().getTokenValue());
            return employee.id() == null ? caller.getName() : employee.name() + " (" + caller.getName() + ")";
        } catch (CallerLookup.Inactive inactive) {
            return caller.getName();
        }
    }
}

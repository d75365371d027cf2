package incharge.gateway.authserver;

import static incharge.gateway.page.Page.text;

import incharge.gateway.page.Language;
import incharge.gateway.page.Page;
import incharge.gateway.token.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page on which a person signs in at the gateway itself. */
@RestController
@Conditional(AuthServerConfiguration.WhenIssuerIsOwn.class)
final class SignInPage {

    static final String PATH = "/oauth2/sign-in";

    private final boolean wellKnown;

    SignInPage(Issuer issuer) {
        this.wellKnown = issuer.password().equals(Issuer.WELL_KNOWN);
    }

    @GetMapping(PATH)
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response, 200, null);
    }

    /** @param fault key of the text that says what is wrong; null for none */
    void answer(HttpServletRequest request, HttpServletResponse response, int status, String fault) throws IOException {
        Language language = Language.of(request);
        String alert = fault == null
                ? ""
                : "<p class=\"fault\" id=\"fault\" role=\"alert\">" + text(language.text(fault)) + "</p>";
        String described = fault == null ? "" : " aria-describedby=\"fault\" aria-invalid=\"true\"";
        String csrf =
                request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token.getToken() : "";
        String name = fault == null ? null : request.getParameter("username");
        String typed = name == null ? "" : text(name);
        String body = """
                    %s
                    <form method="post" action="%s">
                      <input type="hidden" name="_csrf" value="%s">
                      <label for="username">%s</label>
                      <input id="username" name="username" value="%s" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="200" required%s%s>
                      <label for="password">%s</label>
                      <input id="password" name="password" type="password" autocomplete="current-password" maxlength="200" required%s%s>
                      <button type="submit">%s</button>
                    </form>
                    %s
                """.formatted(
                        alert,
                        PATH,
                        text(csrf),
                        text(language.text("signIn.user")),
                        typed,
                        described,
                        typed.isEmpty() ? " autofocus" : "",
                        text(language.text("signIn.password")),
                        described,
                        typed.isEmpty() ? "" : " autofocus",
                        text(language.text("signIn")),
                        wellKnown ? demo(language) : "");
        new Page(language, language.text("signIn.heading"), body).answer(request, response, status);
    }

    private static String demo(Language language) {
        return "<p class=\"hint\">%s %s. %s <code>%s</code></p>"
                .formatted(
                        text(language.text("signIn.demo")),
                        DemoUser.ids().stream()
                                .map(id -> "<code>" + text(id) + "</code>")
                                .collect(Collectors.joining(", ")),
                        text(language.text("signIn.demoPassword")),
                        text(Issuer.WELL_KNOWN));
    }
}

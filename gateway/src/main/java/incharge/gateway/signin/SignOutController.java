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
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Ends a session here and at the issuer. */
@RestController
final class SignOutController {

    static final String PATH = "/sign-out";

    private static final Logger LOG = LoggerFactory.getLogger(SignOutController.class);

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final GatewayRegistration registration;
    private final PublicUrl url;

    SignOutController(Sessions sessions, SessionCookie cookie, GatewayRegistration registration, PublicUrl url) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.registration = registration;
        this.url = url;
    }

    /**
     * The gateway's own sign-in is part of the same session. Another issuer has a session of its own with the browser.
     * The content security policy lets no form lead to another host, so a page redirects there.
     */
    @PostMapping(PATH)
    void signOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Sessions.Live> session = Sessions.Live.of(request);
        cookie.id(request).ifPresent(sessions::deleteById);
        cookie.expire(response);
        Optional<String> onward =
                session.flatMap(live -> endAtIssuer(live.signedIn().idToken()));
        if (onward.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", "/");
            return;
        }
        Language language = Language.of(request);
        response.setHeader("Refresh", "0; url=" + onward.get());
        new Page(
                        language,
                        language.text("signedOut"),
                        "<p><a href=\"" + text(onward.get()) + "\">" + text(language.text("signedOut.go")) + "</a></p>")
                .answer(request, response, 200);
    }

    private Optional<String> endAtIssuer(String idToken) {
        try {
            return registration
                    .endSession()
                    .map(issuer -> UriComponentsBuilder.fromUriString(issuer)
                            .queryParam("id_token_hint", "{hint}")
                            .queryParam("post_logout_redirect_uri", "{back}")
                            .encode()
                            .buildAndExpand(idToken, url.at("/"))
                            .toUriString());
        } catch (RuntimeException unavailable) {
            LOG.warn(
                    "The issuer is unavailable, so the sign-out ends only the gateway's session: {}",
                    unavailable.toString());
            return Optional.empty();
        }
    }
}

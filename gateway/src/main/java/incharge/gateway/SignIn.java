package incharge.gateway;

import static incharge.gateway.page.Page.text;

import incharge.gateway.page.Language;
import incharge.gateway.page.Page;
import incharge.gateway.session.PublicUrl;
import incharge.gateway.session.SessionCookie;
import incharge.gateway.session.Sessions;
import incharge.gateway.session.SignedIn;
import incharge.gateway.token.Provider;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A person's way to the issuer and back, as a session. It starts at the address that has the session's cookie, whatever
 * name of this host the person came by.
 */
@RestController
final class SignIn {

    static final String PATH = "/sign-in";

    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final String TO = "to";
    private static final String MOVED = "moved";
    private static final String TOKENS = SignIn.class.getName() + ".tokens";

    private final Provider provider;
    private final PublicUrl url;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final JwtDecoder tokens;
    private final OAuth2AuthorizationRequestResolver requests;

    SignIn(Provider provider, PublicUrl url, Sessions sessions, SessionCookie cookie, JwtDecoder tokens) {
        this.provider = provider;
        this.url = url;
        this.sessions = sessions;
        this.cookie = cookie;
        this.tokens = tokens;
        this.requests = new DefaultOAuth2AuthorizationRequestResolver(provider, PATH);
    }

    /** Whether whoever asks is a person with a browser who can be sent to sign in first. */
    boolean helps(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        String path = request.getRequestURI();
        return provider.offered()
                && request.getMethod().equals("GET")
                && accept != null
                && accept.contains("text/html")
                && !path.startsWith("/api/")
                && !path.startsWith("/actuator/");
    }

    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = request.getQueryString();
        response.sendRedirect(PATH + '?' + to(request.getRequestURI() + (query == null ? "" : '?' + query)));
    }

    private static String to(String path) {
        return TO + '=' + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    /** What is left when no request to the issuer was made: another name of this host, or an issuer that is none. */
    @GetMapping(PATH)
    void elsewhere(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!provider.offered()) {
            Problem.of(404).answer(request, response);
            return;
        }
        response.sendRedirect(url.at(PATH + '?' + MOVED + "=1&" + to(here(request.getParameter(TO)))));
    }

    /** Only paths of this host; anything else is the first page. */
    private static String here(String to) {
        boolean path = to != null
                && to.length() <= 2000
                && to.startsWith("/")
                && !to.startsWith("//")
                && to.indexOf('\\') < 0
                && to.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return path ? to : "/";
    }

    OAuth2AuthorizationRequestResolver requests() {
        return new OAuth2AuthorizationRequestResolver() {
            @Override
            public OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
                boolean asked = request.getMethod().equals("GET")
                        && request.getRequestURI().equals(PATH)
                        && provider.offered();
                boolean atHome = asked
                        && (url.authority().equalsIgnoreCase(request.getHeader("Host"))
                                || request.getParameter(MOVED) != null);
                return atHome ? resolve(request, Provider.ID) : null;
            }

            @Override
            public OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registration) {
                return OAuth2AuthorizationRequest.from(requests.resolve(request, registration))
                        .attributes(all -> all.put(TO, here(request.getParameter(TO))))
                        .additionalParameters(all ->
                                all.put("ui_locales", Language.of(request).tag()))
                        .build();
            }
        };
    }

    AuthorizationRequestRepository<OAuth2AuthorizationRequest> underWay() {
        var inSession = new HttpSessionOAuth2AuthorizationRequestRepository();
        return new AuthorizationRequestRepository<>() {
            @Override
            public OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
                return inSession.loadAuthorizationRequest(request);
            }

            @Override
            public void saveAuthorizationRequest(
                    OAuth2AuthorizationRequest made, HttpServletRequest request, HttpServletResponse response) {
                inSession.saveAuthorizationRequest(made, request, response);
            }

            @Override
            public OAuth2AuthorizationRequest removeAuthorizationRequest(
                    HttpServletRequest request, HttpServletResponse response) {
                var made = inSession.removeAuthorizationRequest(request, response);
                if (made != null) {
                    request.setAttribute(TO, made.getAttribute(TO));
                }
                return made;
            }
        };
    }

    /** Hands the tokens to {@link #signedIn}; the session alone keeps them. */
    OAuth2AuthorizedClientRepository handingOver() {
        return new OAuth2AuthorizedClientRepository() {
            @Override
            public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(
                    String registration, Authentication person, HttpServletRequest request) {
                return null;
            }

            @Override
            public void saveAuthorizedClient(
                    OAuth2AuthorizedClient client,
                    Authentication person,
                    HttpServletRequest request,
                    HttpServletResponse response) {
                request.setAttribute(TOKENS, client);
            }

            @Override
            public void removeAuthorizedClient(
                    String registration,
                    Authentication person,
                    HttpServletRequest request,
                    HttpServletResponse response) {
                request.removeAttribute(TOKENS);
            }
        };
    }

    void signedIn(HttpServletRequest request, HttpServletResponse response, Authentication person) throws IOException {
        var client = (OAuth2AuthorizedClient) request.getAttribute(TOKENS);
        var access = client.getAccessToken();
        try {
            Instant ends = tokens.decode(access.getTokenValue()).getExpiresAt();
            var session = request.getSession();
            session.setAttribute(
                    Sessions.SIGNED_IN,
                    new SignedIn(
                            access.getTokenValue(),
                            ends,
                            client.getRefreshToken() == null
                                    ? null
                                    : client.getRefreshToken().getTokenValue(),
                            ((OidcUser) person.getPrincipal()).getIdToken().getTokenValue(),
                            Instant.now()));
            cookie.giveToken(request, response, session.getId());
        } catch (JwtException useless) {
            LOG.warn("The issuer's access token opens nothing here: {}", useless.getMessage());
            request.getSession().invalidate();
            page(request, response, 403, "signIn.failed.token");
            return;
        }
        response.sendRedirect(here((String) request.getAttribute(TO)));
    }

    void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (cookie.id(request).flatMap(sessions::live).isPresent()) {
            // An old answer of the issuer, by the back button or a second tab, of somebody who is signed in.
            response.sendRedirect("/");
            return;
        }
        Optional<OAuth2AuthenticationException> answered =
                failure instanceof OAuth2AuthenticationException known ? Optional.of(known) : Optional.empty();
        Refusals.log(
                request,
                401,
                "a sign-in at the issuer: "
                        + answered.map(known -> known.getError().getErrorCode()).orElse(failure.getMessage()));
        page(request, response, 401, "signIn.failed.why");
    }

    /** Before the person left for the issuer. */
    void away(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        LOG.warn("Nobody can be sent to the issuer now: {}", String.valueOf(failure.getCause()));
        response.setHeader("Retry-After", "2");
        page(request, response, 503, "signIn.away");
    }

    private static void page(HttpServletRequest request, HttpServletResponse response, int status, String why)
            throws IOException {
        Language language = Language.of(request);
        String body = """
                    <p role="alert">%s</p>
                    <p><a class="button" href="%s">%s</a></p>
                """.formatted(text(language.text(why)), PATH, text(language.text("signIn.again")));
        new Page(language, language.text("signIn.failed"), body).answer(request, response, status);
    }
}

package incharge.gateway.signin;

import static incharge.gateway.page.Page.text;

import incharge.gateway.page.Language;
import incharge.gateway.page.Page;
import incharge.gateway.session.PublicUrl;
import incharge.gateway.session.SessionCookie;
import incharge.gateway.session.Sessions;
import incharge.gateway.session.SignedIn;
import incharge.gateway.token.GatewayRegistration;
import incharge.http.Problem;
import incharge.http.SecurityLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
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
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sends a person to the issuer and turns the answer into a session. It starts at the address that has the session's
 * cookie, by whatever name of this host the person came.
 */
@RestController
final class SignIn {

    static final String PATH = "/sign-in";

    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final String TO = "to";
    private static final String MOVED = "moved";

    private final GatewayRegistration registration;
    private final PublicUrl url;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final JwtDecoder tokens;
    private final OAuth2AuthorizationRequestResolver requests;

    SignIn(
            GatewayRegistration registration,
            PublicUrl url,
            Sessions sessions,
            SessionCookie cookie,
            JwtDecoder tokens) {
        this.registration = registration;
        this.url = url;
        this.sessions = sessions;
        this.cookie = cookie;
        this.tokens = tokens;
        this.requests = new DefaultOAuth2AuthorizationRequestResolver(registration, PATH);
    }

    /** Returns whether the request is for a page, so that the browser can be redirected to the sign-in. */
    boolean accepts(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        String path = request.getRequestURI();
        return registration.isOffered()
                && request.getMethod().equals("GET")
                && accept != null
                && accept.contains("text/html")
                && !path.startsWith("/api/")
                && !path.startsWith("/actuator/");
    }

    void redirect(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = request.getQueryString();
        response.sendRedirect(PATH + '?' + to(request.getRequestURI() + (query == null ? "" : '?' + query)));
    }

    private static String to(String path) {
        return TO + '=' + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    /** Answers if no request to the issuer was made: the host has another name, or there is no issuer to sign in at. */
    @GetMapping(PATH)
    void elsewhere(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!registration.isOffered()) {
            Problem.ofStatus(404).answer(request, response);
            return;
        }
        response.sendRedirect(url.at(PATH + '?' + MOVED + "=1&" + to(local(request.getParameter(TO)))));
    }

    /** Returns a path of this host, or the first page for anything else. */
    private static String local(String to) {
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
                boolean signIn = request.getMethod().equals("GET")
                        && request.getRequestURI().equals(PATH)
                        && registration.isOffered();
                boolean atHome = signIn
                        && (url.authority().equalsIgnoreCase(request.getHeader("Host"))
                                || request.getParameter(MOVED) != null);
                return atHome ? resolve(request, GatewayRegistration.ID) : null;
            }

            @Override
            public OAuth2AuthorizationRequest resolve(HttpServletRequest request, String id) {
                OAuth2AuthorizationRequest resolved = OAuth2AuthorizationRequest.from(requests.resolve(request, id))
                        .additionalParameters(all ->
                                all.put("ui_locales", Language.of(request).tag()))
                        .build();
                request.getSession().setAttribute(TO, local(request.getParameter(TO)));
                return resolved;
            }
        };
    }

    /** Passes the issued tokens to {@link #succeeded}, so that only the session keeps them. */
    static final class IssuedTokens implements OAuth2AuthorizedClientRepository {

        private static final String ATTRIBUTE = IssuedTokens.class.getName();

        private static OAuth2AuthorizedClient of(HttpServletRequest request) {
            return (OAuth2AuthorizedClient) request.getAttribute(ATTRIBUTE);
        }

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
            request.setAttribute(ATTRIBUTE, client);
        }

        @Override
        public void removeAuthorizedClient(
                String registration, Authentication person, HttpServletRequest request, HttpServletResponse response) {
            request.removeAttribute(ATTRIBUTE);
        }
    }

    void succeeded(HttpServletRequest request, HttpServletResponse response, Authentication person) throws IOException {
        OAuth2AuthorizedClient client = IssuedTokens.of(request);
        OAuth2AccessToken access = client.getAccessToken();
        HttpSession session = request.getSession();
        String to = local((String) session.getAttribute(TO));
        session.removeAttribute(TO);
        try {
            Instant ends = tokens.decode(access.getTokenValue()).getExpiresAt();
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
            cookie.sendCsrfToken(request, response, session.getId());
        } catch (JwtException invalid) {
            LOG.warn("The issuer's access token is not valid here: {}", invalid.getMessage());
            session.invalidate();
            page(request, response, 403, "signIn.failed.token");
            return;
        }
        response.sendRedirect(to);
    }

    void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (cookie.id(request).flatMap(sessions::live).isPresent()) {
            // The person is signed in; the answer is an old one, from the back button or a second tab.
            response.sendRedirect("/");
            return;
        }
        Optional<OAuth2AuthenticationException> answered =
                failure instanceof OAuth2AuthenticationException known ? Optional.of(known) : Optional.empty();
        SecurityLog.log(
                request,
                401,
                "a sign-in at the issuer: "
                        + answered.map(known -> known.getError().getErrorCode()).orElse(failure.getMessage()));
        page(request, response, 401, "signIn.failed.why");
    }

    /** Answers if the issuer cannot be reached before the person is redirected there. */
    void issuerUnavailable(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        LOG.warn("The issuer is unavailable for a sign-in: {}", String.valueOf(failure.getCause()));
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

package incharge.gateway;

import incharge.gateway.session.PublicUrl;
import incharge.gateway.session.Refreshing;
import incharge.gateway.session.SessionCookie;
import incharge.gateway.session.Sessions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns the session of a browser into the token that its person has, as if the browser had sent it. From here on a person
 * with a browser and a machine with a token are the same, except that a browser sends its cookie on behalf of any page that
 * asks it to: so a change must come from a page of ours, and prove it.
 */
final class SignedInFilter extends OncePerRequestFilter {

    static final String TOKEN_HEADER = "X-CSRF-Token";
    static final String TOKEN_PARAMETER = "_csrf";

    private static final Logger LOG = LoggerFactory.getLogger(SignedInFilter.class);
    private static final String SESSION = SignedInFilter.class.getName();
    private static final Set<String> CHANGE_NOTHING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Refreshing refreshing;
    private final JwtDecoder tokens;
    private final PublicUrl url;

    SignedInFilter(Sessions sessions, SessionCookie cookie, Refreshing refreshing, JwtDecoder tokens, PublicUrl url) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.refreshing = refreshing;
        this.tokens = tokens;
        this.url = url;
    }

    /** The session that the request came with, when it came with one and not with a token of its own. */
    static Optional<Sessions.Live> session(HttpServletRequest request) {
        return Optional.ofNullable((Sessions.Live) request.getAttribute(SESSION));
    }

    /** The token of whoever asks, from the request or from its session. */
    static Optional<String> token(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof JwtAuthenticationToken caller
                ? Optional.of(caller.getToken().getTokenValue())
                : Optional.empty();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return request.getHeader("Authorization") != null
                || path.startsWith("/api/docs")
                || path.startsWith("/actuator/")
                || path.startsWith("/sign-in")
                || path.equals("/start.css");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> id = cookie.id(request);
        Optional<Sessions.Live> live = id.flatMap(sessions::live);
        if (live.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        if (!CHANGE_NOTHING.contains(request.getMethod())) {
            Optional<String> doubt = doubt(request, id.get());
            if (doubt.isPresent()) {
                Refusals.log(request, 403, doubt.get());
                new Problem(
                                403,
                                "cross-site",
                                "A change with a session comes from a page of InCharge: " + doubt.get() + ".")
                        .answer(request, response);
                return;
            }
        }
        Optional<Sessions.Live> good = refreshing.good(live.get());
        good.ifPresent(session -> {
            if (!request.getRequestURI().equals(RoutesConfiguration.CHANGES)) {
                // A page that only listens is nobody at the keyboard.
                sessions.seen(session);
            }
            signIn(request, session);
            cookie.giveToken(request, response, id.get());
        });
        try {
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private void signIn(HttpServletRequest request, Sessions.Live session) {
        try {
            var token = tokens.decode(session.signedIn().accessToken());
            request.setAttribute(SESSION, session);
            SecurityContextHolder.setContext(new SecurityContextImpl(new JwtAuthenticationToken(token, List.of())));
        } catch (JwtException unusable) {
            // The issuer changed its keys or its mind: whoever it is signs in again.
            LOG.warn("The token of a session is no good any more: {}", unusable.getMessage());
        }
    }

    /** What a change lacks that a page of ours would have sent. */
    private Optional<String> doubt(HttpServletRequest request, String id) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            return Optional.of("Sec-Fetch-Site same-origin");
        }
        if (!url.origin().equals(request.getHeader("Origin"))) {
            return Optional.of("the Origin of this host");
        }
        boolean page = request.getRequestURI().equals(SignOutController.PATH);
        if (!page && isOfAPlainForm(request.getContentType())) {
            return Optional.of("a Content-Type that no plain form sends");
        }
        String token = request.getHeader(TOKEN_HEADER);
        if (token == null && page) {
            token = request.getParameter(TOKEN_PARAMETER);
        }
        return SessionCookie.isToken(token, id) ? Optional.empty() : Optional.of("the session's " + TOKEN_HEADER);
    }

    private static boolean isOfAPlainForm(String type) {
        String lower = type == null ? "" : type.toLowerCase(java.util.Locale.ROOT);
        return lower.startsWith("text/plain") || lower.startsWith("application/x-www-form-urlencoded");
    }
}

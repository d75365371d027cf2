package incharge.gateway.signin;

import incharge.gateway.EventStreams;
import incharge.gateway.session.PublicUrl;
import incharge.gateway.session.SessionCookie;
import incharge.gateway.session.Sessions;
import incharge.gateway.session.TokenRefresh;
import incharge.http.Problem;
import incharge.http.SecurityLog;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates a request by the session of its cookie, with the person's access token, as if the browser had sent it.
 * A browser sends its cookie on behalf of any page, so a change must prove that it comes from a page of InCharge.
 */
final class SessionFilter extends OncePerRequestFilter {

    static final String TOKEN_HEADER = "X-CSRF-Token";
    static final String TOKEN_PARAMETER = "_csrf";

    private static final Logger LOG = LoggerFactory.getLogger(SessionFilter.class);
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final TokenRefresh refresh;
    private final JwtDecoder tokens;
    private final PublicUrl url;

    SessionFilter(Sessions sessions, SessionCookie cookie, TokenRefresh refresh, JwtDecoder tokens, PublicUrl url) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.refresh = refresh;
        this.tokens = tokens;
        this.url = url;
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
        if (!SAFE_METHODS.contains(request.getMethod())) {
            Optional<String> missing = missing(request, id.get());
            if (missing.isPresent()) {
                SecurityLog.log(request, 403, missing.get());
                Problem.of(
                                403,
                                "cross-site",
                                "A change with a session comes from a page of InCharge: " + missing.get() + ".")
                        .answer(request, response);
                return;
            }
        }
        Optional<Sessions.Live> refreshed = refresh.refreshed(live.get());
        refreshed.ifPresent(session -> {
            if (!request.getRequestURI().equals(EventStreams.PATH)) {
                // An event stream is open without anybody at the keyboard.
                sessions.seen(session);
            }
            signIn(request, session);
            cookie.sendCsrfToken(request, response, id.get());
        });
        try {
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private void signIn(HttpServletRequest request, Sessions.Live session) {
        try {
            Jwt token = tokens.decode(session.signedIn().accessToken());
            session.attachTo(request);
            SecurityContextHolder.setContext(new SecurityContextImpl(new JwtAuthenticationToken(token, List.of())));
        } catch (JwtException invalid) {
            // The issuer has other keys or rules now, so the person signs in again.
            LOG.warn("The token of a session is not valid any more: {}", invalid.getMessage());
        }
    }

    /** Returns what a change lacks that a page of InCharge sends. */
    private Optional<String> missing(HttpServletRequest request, String id) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            return Optional.of("Sec-Fetch-Site same-origin");
        }
        if (!url.origin().equals(request.getHeader("Origin"))) {
            return Optional.of("the Origin of this host");
        }
        boolean page = request.getRequestURI().equals(SignOutController.PATH);
        if (!page && isPlainForm(request.getContentType())) {
            return Optional.of("a Content-Type that no plain form sends");
        }
        String token = request.getHeader(TOKEN_HEADER);
        if (token == null && page) {
            token = request.getParameter(TOKEN_PARAMETER);
        }
        return SessionCookie.isCsrfToken(token, id) ? Optional.empty() : Optional.of("the session's " + TOKEN_HEADER);
    }

    private static boolean isPlainForm(String type) {
        String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
        return lower.startsWith("text/plain") || lower.startsWith("application/x-www-form-urlencoded");
    }
}

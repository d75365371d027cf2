package incharge.gateway;

import incharge.http.Problem;
import incharge.http.SecurityLog;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits sign-ins and token requests by address, because nobody is authenticated yet. A failed one counts ten times, so
 * that guessing is stopped long before a client with the right secret is.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class SignInLimitFilter extends OncePerRequestFilter {

    private static final int MORE_IF_FAILED = 9;
    private static final int BURST_SECONDS = 5;

    private final RateLimit limit;

    /** @param perSecond requests a second and address; 0 for no limit */
    SignInLimitFilter(@Value("${incharge.sign-in-limit}") int perSecond) {
        limit = new RateLimit(BURST_SECONDS * perSecond, perSecond, Duration.ofSeconds(1));
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/oauth2/jwks")
                || !(path.startsWith("/oauth2/") || path.startsWith("/sign-in") || path.startsWith("/connect/"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = request.getRemoteAddr();
        int wait = limit.take(address);
        if (wait > 0) {
            Problem.of(429, "too-many-attempts", "Too many attempts to sign in from this address.")
                    .with("Retry-After", Integer.toString(wait))
                    .answer(request, response);
            return;
        }
        chain.doFilter(request, response);
        if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED
                || response.getStatus() == HttpServletResponse.SC_BAD_REQUEST) {
            limit.charge(address, MORE_IF_FAILED);
            if (request.getMethod().equals("POST")) {
                SecurityLog.log(request, response.getStatus(), "a right secret", request.getParameter("username"));
            }
        }
    }
}

package incharge.gateway;

import incharge.http.Problem;
import incharge.http.SecurityLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
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
    private static final int TOO_MANY_REQUESTS = 429;

    /** Answers to a wrong name, password, client secret or code, and to the attempts after too many of these. */
    private static final Set<Integer> FAILED = Set.of(
            HttpServletResponse.SC_BAD_REQUEST,
            HttpServletResponse.SC_UNAUTHORIZED,
            HttpServletResponse.SC_FORBIDDEN,
            TOO_MANY_REQUESTS);

    private final RateLimit limit;
    private final Counter failures;

    /** @param perSecond requests a second and address; 0 for no limit */
    SignInLimitFilter(@Value("${incharge.sign-in-limit}") int perSecond, MeterRegistry metrics) {
        limit = new RateLimit(BURST_SECONDS * perSecond, perSecond, Duration.ofSeconds(1));
        failures = Counter.builder("incharge.sign.in.failures")
                .description("Sign-ins and requests for a token that failed or came too often")
                .register(metrics);
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
            failures.increment();
            Problem.of(429, "too-many-attempts", "Too many attempts to sign in from this address.")
                    .with("Retry-After", Integer.toString(wait))
                    .answer(request, response);
            return;
        }
        chain.doFilter(request, response);
        if (FAILED.contains(response.getStatus())) {
            failures.increment();
        }
        if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED
                || response.getStatus() == HttpServletResponse.SC_BAD_REQUEST) {
            limit.charge(address, MORE_IF_FAILED);
            if (request.getMethod().equals("POST")) {
                SecurityLog.log(request, response.getStatus(), "a right secret", request.getParameter("username"));
            }
        }
    }
}

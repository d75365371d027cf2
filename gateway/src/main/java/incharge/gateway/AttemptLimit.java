package incharge.gateway;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * So many sign-ins and tokens a second for an address, where nobody is known yet. One that failed counts ten times, so
 * that guessing ends long before anybody who has the right secret is stopped.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class AttemptLimit extends OncePerRequestFilter {

    private static final int FAILED = 9;
    private static final int SECONDS_AT_ONCE = 5;
    private static final int MOST = 50_000;

    private final int perSecond;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** @param perSecond attempts a second and address; 0 for no limit */
    AttemptLimit(@Value("${incharge.sign-in-limit}") int perSecond) {
        this.perSecond = perSecond;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return perSecond == 0
                || path.equals("/oauth2/jwks")
                || !(path.startsWith("/oauth2/") || path.startsWith("/sign-in") || path.startsWith("/connect/"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Bucket bucket = bucket(request.getRemoteAddr());
        ConsumptionProbe share = bucket.tryConsumeAndReturnRemaining(1);
        if (!share.isConsumed()) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(share.getNanosToWaitForRefill()) + 1;
            new Problem(429, "too-many-attempts", "Too many attempts to sign in from this address.", (int) seconds)
                    .answer(request, response);
            return;
        }
        chain.doFilter(request, response);
        if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED
                || response.getStatus() == HttpServletResponse.SC_BAD_REQUEST) {
            if (request.getMethod().equals("POST")) {
                Refusals.log(request, response.getStatus(), "a right secret", request.getParameter("username"));
            }
            bucket.consumeIgnoringRateLimits(FAILED);
        }
    }

    private Bucket bucket(String address) {
        int most = SECONDS_AT_ONCE * perSecond;
        if (buckets.size() > MOST) {
            buckets.values().removeIf(bucket -> bucket.getAvailableTokens() >= most);
        }
        return buckets.computeIfAbsent(
                address,
                _ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(most).refillGreedy(perSecond, Duration.ofSeconds(1)))
                        .build());
    }
}

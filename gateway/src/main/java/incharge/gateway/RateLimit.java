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
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** So many requests a second for each user, counted after the token was checked, so that nobody uses up another's share. */
final class RateLimit extends OncePerRequestFilter {

    private final int perSecond;

    /** One small bucket for each user who has come since the start; users are people of one company. */
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** @param perSecond requests a second and user; 0 for no limit */
    RateLimit(int perSecond) {
        this.perSecond = perSecond;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (perSecond > 0
                && SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken caller) {
            ConsumptionProbe share =
                    buckets.computeIfAbsent(caller.getName(), _ -> full()).tryConsumeAndReturnRemaining(1);
            if (!share.isConsumed()) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(share.getNanosToWaitForRefill()) + 1;
                new Problem(429, "too-many-requests", "At most " + perSecond + " requests a second.", (int) seconds)
                        .answer(request, response);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }
}

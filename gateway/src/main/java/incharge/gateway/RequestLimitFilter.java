package incharge.gateway;

import incharge.http.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits requests by user. It runs after authentication, so that nobody uses up another user's share. */
public final class RequestLimitFilter extends OncePerRequestFilter {

    private final int perSecond;
    private final RateLimit limit;

    /** @param perSecond requests a second and user; 0 for no limit */
    public RequestLimitFilter(int perSecond) {
        this.perSecond = perSecond;
        this.limit = new RateLimit(perSecond, perSecond, Duration.ofSeconds(1));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int wait =
                request.getUserPrincipal() instanceof JwtAuthenticationToken caller ? limit.take(caller.getName()) : 0;
        if (wait > 0) {
            Problem.of(429, "too-many-requests", "At most " + perSecond + " requests a second.")
                    .with("Retry-After", Integer.toString(wait))
                    .answer(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }
}

package incharge.gateway;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * So many answers that go on at once for each user, counted from before the service is asked until all is over. One more
 * ends the oldest: as a rule nobody reads that any more, and has not yet been missed.
 */
final class LiveLimit extends OncePerRequestFilter {

    static final int MOST_OF_ONE = 50;

    private final LiveAnswers live;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    LiveLimit(LiveAnswers live) {
        this.live = live;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals(RoutesConfiguration.CHANGES);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String user = SecurityContextHolder.getContext().getAuthentication().getName();
        if (!admits(user, MOST_OF_ONE) && !(live.endOldest(user) && admits(user, 2 * MOST_OF_ONE))) {
            Problem.of(429).answer(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            counts.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Looking and counting are one step, or all who come at once would find room. */
    private boolean admits(String user, int most) {
        boolean[] admitted = {false};
        counts.compute(user, (_, count) -> {
            int now = count == null ? 0 : count;
            admitted[0] = now < most;
            return admitted[0] ? now + 1 : now;
        });
        return admitted[0];
    }
}

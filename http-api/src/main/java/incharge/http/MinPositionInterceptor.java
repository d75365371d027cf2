package incharge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import org.springframework.web.servlet.HandlerInterceptor;

/** Holds a request back until the service has reached {@code Min-Event-Position}; 503 if that takes too long. */
final class MinPositionInterceptor implements HandlerInterceptor {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<PositionSource> sources;

    MinPositionInterceptor(List<PositionSource> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws InterruptedException {
        ArrayList<String> headers = Collections.list(request.getHeaders(EventPositions.MINIMUM));
        if (headers.isEmpty()) {
            return true;
        }
        SortedMap<String, Long> wanted =
                EventPositions.parse(String.join(",", headers)).bySource();
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (PositionSource source : sources) {
            var min = new HashMap<>(wanted);
            min.keySet().retainAll(source.positions().keySet());
            if (!min.isEmpty() && !source.await(min, Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                throw ProblemException.unavailable(
                        "position-not-reached",
                        "The events up to " + EventPositions.of(min) + " are not here yet, try again.",
                        Duration.ofSeconds(1));
            }
        }
        return true;
    }
}

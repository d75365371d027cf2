package incharge.gateway.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;

/** Maps the addresses of the UI to its one page, which finds out itself what to show there. */
final class UiMapping implements HandlerMapping, Ordered {

    /** The first steps of addresses that are not the UI's. */
    private static final Set<String> OTHERS =
            Set.of("api", "assets", "actuator", "oauth2", "sign-in", "sign-out", "error", ".well-known");

    private final HttpRequestHandler page;

    UiMapping(HttpRequestHandler page) {
        this.page = page;
    }

    /** Follows the mappings of controllers and precedes that of static files, which matches every path. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 2;
    }

    @Override
    public HandlerExecutionChain getHandler(HttpServletRequest request) {
        boolean reading =
                request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return reading && isPage(request.getRequestURI()) ? new HandlerExecutionChain(page) : null;
    }

    /** A path whose last step has a dot is a file. */
    static boolean isPage(String path) {
        int end = path.indexOf('/', 1);
        String first = path.substring(1, end < 0 ? path.length() : end);
        return !OTHERS.contains(first) && path.indexOf('.', path.lastIndexOf('/')) < 0;
    }
}

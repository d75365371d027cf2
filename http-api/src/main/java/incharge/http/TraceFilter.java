package incharge.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request a trace id for its log lines and problems: that of a W3C {@code traceparent} header if there is
 * one.
 */
final class TraceFilter extends OncePerRequestFilter {
    private static final String ATTRIBUTE = TraceFilter.class.getName();
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            MDC.put("traceId", traceId(request));
            chain.doFilter(request, response);
        } finally {
            // what was added while the request was handled must not be in the lines of the next one
            MDC.clear();
        }
    }

    static String traceId(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String id = request instanceof HttpServletRequest http
                ? traceId(http.getHeader("traceparent"))
                : traceId((String) null);
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    private static String traceId(String traceparent) {
        if (traceparent != null) {
            Matcher parts = TRACEPARENT.matcher(traceparent);
            if (parts.matches() && !parts.group(1).matches("0+")) {
                return parts.group(1);
            }
        }
        return UUID.randomUUID().toString().replace("-", "");
    }
}

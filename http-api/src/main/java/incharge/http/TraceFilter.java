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
 * Gives each request a trace id for its log lines and problems: that of the recorded trace, else that of a W3C
 * {@code traceparent} header if there is one.
 */
final class TraceFilter extends OncePerRequestFilter {
    /** Where a command's id is in the diagnostic context. */
    private static final String COMMAND_ID = "commandId";

    private static final String ATTRIBUTE = TraceFilter.class.getName();
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String recorded = MDC.get(Traceparent.TRACE_ID);
        if (recorded == null) {
            MDC.put(Traceparent.TRACE_ID, traceId(request));
        } else {
            request.setAttribute(ATTRIBUTE, recorded);
        }
        try {
            chain.doFilter(request, response);
        } finally {
            // the next request on this connection may have the same thread
            MDC.remove(COMMAND_ID);
            if (recorded == null) {
                MDC.remove(Traceparent.TRACE_ID);
            }
        }
    }

    static String traceId(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String id = request instanceof HttpServletRequest http
                ? traceId(http.getHeader(Traceparent.HEADER))
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

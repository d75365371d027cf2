package incharge.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * What went wrong, in the words of RFC 9457.
 *
 * @param retryAfter seconds after which asking again makes sense; sent as a header, 0 for never
 */
record Problem(int status, String code, String title, String detail, int retryAfter) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    Problem(int status, String code, String title, String detail) {
        this(status, code, title, detail, 0);
    }

    static final Problem UNAUTHENTICATED =
            new Problem(401, "unauthenticated", "Sign-in needed", "This needs a valid bearer token.");
    static final Problem FORBIDDEN = new Problem(403, "forbidden", "Not allowed", "The caller may not do this.");
    static final Problem NOT_FOUND = new Problem(404, "not-found", "Not found", "There is nothing here.");
    static final Problem SIGN_IN_AWAY =
            new Problem(503, "sign-in-unavailable", "Sign-in is not available", "Tokens cannot be checked now.", 2);
    static final Problem FAILED = new Problem(500, "internal-error", "Failed", "The gateway failed at this request.");

    /** Answers with this problem, unless an answer is already on its way. */
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response, request.getRequestURI());
    }

    void answer(HttpServletRequest request, HttpServletResponse response, String instance) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType("application/problem+json");
        if (retryAfter > 0) {
            response.setHeader("Retry-After", Integer.toString(retryAfter));
        }
        byte[] body = JSON.writeValueAsBytes(
                new Body("urn:incharge:problem:" + code, title, status, detail, instance, code, traceId(request)));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static String traceId(HttpServletRequest request) {
        String traceparent = request.getHeader("traceparent");
        if (traceparent != null) {
            var parts = TRACEPARENT.matcher(traceparent);
            if (parts.matches()) {
                return parts.group(1);
            }
        }
        return UUID.randomUUID().toString().replace("-", "");
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Body(
            String type, String title, int status, String detail, String instance, String code, String traceId) {}
}

package incharge.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * A problem document (RFC 9457), of the same form as those of the services.
 *
 * @param retryAfter seconds after which a retry makes sense, sent as a header; 0 for no header
 */
public record Problem(int status, String code, String detail, int retryAfter) {

    static final String MEDIA_TYPE = "application/problem+json";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    static final Problem INTERNAL =
            new Problem(500, "internal-error", "Something went wrong here. The trace id finds it in the log.");

    public Problem(int status, String code, String detail) {
        this(status, code, detail, 0);
    }

    /** Returns the problem for a status that the web server or a framework has chosen. */
    public static Problem of(int status) {
        return switch (status) {
            case 400 -> new Problem(400, "bad-request", "The request is malformed.");
            case 401 ->
                new Problem(401, "unauthenticated", "Nobody is signed in: a valid bearer token or session is needed.");
            case 403 -> new Problem(403, "forbidden", "This is not allowed.");
            case 404 -> new Problem(404, "not-found", "There is no such thing here.");
            case 405 -> new Problem(405, "method-not-allowed", "This method is not for this resource.");
            case 406 -> new Problem(406, "not-acceptable", "There is no answer in a media type that Accept allows.");
            case 413 -> new Problem(413, "body-too-large", "A body is at most 16 MiB, a file to import 64 MiB.");
            case 414 -> new Problem(414, "uri-too-long", "The address is too long.");
            case 415 ->
                new Problem(415, "media-type-unsupported", "The body's media type is not one that is read here.");
            case 429 -> new Problem(429, "too-many-requests", "Too many at once.", 5);
            case 431 -> new Problem(431, "headers-too-large", "The headers are too large.");
            case 503 -> unavailable("Not ready, try again soon.");
            default ->
                status >= 500 || status < 400
                        ? INTERNAL
                        : new Problem(status, "bad-request", "The request is malformed.");
        };
    }

    public static Problem unavailable(String detail) {
        return new Problem(503, "unavailable", detail, 2);
    }

    /** Answers with this problem unless the response is committed. */
    public void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response, request.getRequestURI());
    }

    void answer(HttpServletRequest request, HttpServletResponse response, String instance) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        if (retryAfter > 0) {
            response.setHeader("Retry-After", Integer.toString(retryAfter));
        }
        byte[] body = body(request, instance);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    byte[] body(HttpServletRequest request, String instance) {
        HttpStatus known = HttpStatus.resolve(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        return JSON.writeValueAsBytes(
                new Body("urn:incharge:problem:" + code, title, status, detail, instance, code, traceId(request)));
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

    private record Body(
            String type, String title, int status, String detail, String instance, String code, String traceId) {}
}

package incharge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * What is wrong with a request; written as a problem document (RFC 9457).
 *
 * @param status HTTP status, 400 to 599
 * @param code stable, for programs
 * @param detail a sentence for people
 * @param errors errors of single fields, may be empty
 * @param headers additional response headers
 */
public record Problem(int status, String code, String detail, List<FieldError> errors, Map<String, String> headers) {
    static final String MEDIA_TYPE = "application/problem+json";
    static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";

    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);

    private static final Map<Integer, String> TITLES = Map.of(
            413, "Content Too Large",
            422, "Unprocessable Content");

    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, List.of(), Map.of());
    }

    public static Problem of(int status, String field, String code, String detail) {
        return new Problem(status, code, detail, List.of(new FieldError(field, code, detail)), Map.of());
    }

    public static Problem of(ProblemException rejected) {
        var problem =
                new Problem(rejected.status(), rejected.code(), rejected.getMessage(), rejected.errors(), Map.of());
        if (rejected.status() == 401) {
            return problem.with("WWW-Authenticate", INVALID_TOKEN);
        }
        return rejected.retryAfter() == null
                ? problem
                : problem.with(
                        "Retry-After",
                        Long.toString(Math.max(1, rejected.retryAfter().toSeconds())));
    }

    static Problem internal() {
        return of(500, "internal-error", "Something went wrong here. The trace id finds it in the log.");
    }

    public static Problem unavailable(String detail) {
        return of(503, "unavailable", detail).with("Retry-After", "2");
    }

    /** Returns the 503 for a MongoDB, Kafka or service that cannot be reached. */
    public static Problem partAway() {
        return unavailable("A part that this needs cannot be reached, try again soon.");
    }

    static Problem bodyTooLarge() {
        return of(413, "body-too-large", "A body is at most 16 MiB, a file 64 MiB.");
    }

    /** Returns the problem for a status that the container or Spring chose. */
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 400 -> of(400, "bad-request", "The request is malformed.");
            case 401 ->
                of(401, "unauthenticated", "Nobody is signed in: a valid bearer token or session is needed.")
                        .with("WWW-Authenticate", "Bearer");
            case 403 -> of(403, "forbidden", "This is not allowed.");
            case 404 -> of(ProblemException.notFound());
            case 405 -> of(405, "method-not-allowed", "This method is not for this resource.");
            case 406 -> of(406, "not-acceptable", "There is no answer in a media type that Accept allows.");
            case 408 -> of(408, "request-timeout", "The request did not arrive in time.");
            case 413 -> bodyTooLarge();
            case 414 -> of(414, "uri-too-long", "The address is too long.");
            case 415 -> of(415, "media-type-unsupported", "The body's media type is not one that is read here.");
            case 429 -> of(429, "too-many-requests", "Too many at once.").with("Retry-After", "5");
            case 431 -> of(431, "headers-too-large", "The headers are too large.");
            case 503 -> unavailable("Not ready, try again soon.");
            default ->
                status >= 500 || status < 400 ? internal() : of(status, "bad-request", "The request is malformed.");
        };
    }

    public Problem with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Problem(status, code, detail, errors, Map.copyOf(all));
    }

    /** Answers the request with this problem and nothing else, unless another answer has begun. */
    public void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.reset();
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(MEDIA_TYPE);
        String traceId = TraceFilter.traceId(request);
        log(request, traceId);
        byte[] body = body(request.getRequestURI(), traceId);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /** Logs the trace id that the problem names. The detail is left out, since it may quote what a person entered. */
    void log(HttpServletRequest request, String traceId) {
        LOG.info("{} {} [{}]: {} {}", request.getMethod(), request.getRequestURI(), traceId, status, code);
    }

    byte[] body(String instance, String traceId) {
        var known = HttpStatus.resolve(status);
        String title = TITLES.getOrDefault(status, known == null ? "Error" : known.getReasonPhrase());
        return StrictJson.MAPPER.writeValueAsBytes(new ProblemBody(
                "urn:incharge:problem:" + code, title, status, detail, instance, code, traceId, errors));
    }
}

package incharge.http;

import java.util.List;
import java.util.Map;

/** What went wrong with a request, before it is written as a problem. */
record Fault(int status, String code, String detail, List<FieldError> errors, Map<String, String> headers) {
    static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";

    static Fault of(int status, String code, String detail) {
        return new Fault(status, code, detail, List.of(), Map.of());
    }

    static Fault of(int status, String field, String code, String detail) {
        return new Fault(status, code, detail, List.of(new FieldError(field, code, detail)), Map.of());
    }

    static Fault of(Rejected rejected) {
        var fault = new Fault(rejected.status(), rejected.code(), rejected.getMessage(), rejected.errors(), Map.of());
        if (rejected.status() == 401) return fault.with("WWW-Authenticate", INVALID_TOKEN);
        return rejected.retryAfter() == null
                ? fault
                : fault.with(
                        "Retry-After",
                        Long.toString(Math.max(1, rejected.retryAfter().toSeconds())));
    }

    static Fault internal() {
        return of(500, "internal-error", "Something went wrong here. The trace id finds it in the log.");
    }

    static Fault unavailable(String detail) {
        return of(503, "unavailable", detail).with("Retry-After", "2");
    }

    static Fault bodyTooLarge() {
        return of(413, "body-too-large", "A body is at most 16 MiB, a file to import 64 MiB.");
    }

    /** For a status that somebody else decided on. */
    static Fault ofStatus(int status) {
        return switch (status) {
            case 400 -> of(400, "bad-request", "The request is malformed.");
            case 401 ->
                of(401, "unauthenticated", "A valid bearer token is needed.").with("WWW-Authenticate", "Bearer");
            case 403 -> of(403, "forbidden", "This is not allowed.");
            case 404 -> of(Rejected.notFound());
            case 405 -> of(405, "method-not-allowed", "This method is not for this resource.");
            case 408 -> of(408, "request-timeout", "The request did not arrive in time.");
            case 413 -> bodyTooLarge();
            case 414 -> of(414, "uri-too-long", "The address is too long.");
            case 415 -> of(415, "media-type-unsupported", "The body's media type is not one that is read here.");
            case 431 -> of(431, "headers-too-large", "The headers are too large.");
            case 503 -> unavailable("Not ready, try again soon.");
            default ->
                status >= 500 || status < 400 ? internal() : of(status, "bad-request", "The request is malformed.");
        };
    }

    Fault with(String header, String value) {
        var all = new java.util.LinkedHashMap<>(headers);
        all.put(header, value);
        return new Fault(status, code, detail, errors, Map.copyOf(all));
    }
}

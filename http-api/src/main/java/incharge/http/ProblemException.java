package incharge.http;

import java.time.Duration;
import java.util.List;

/** Ends a request with a problem document of this status and code. 503 carries the time until the next try. */
public class ProblemException extends RuntimeException {
    private final int status;
    private final String code;
    private final List<FieldError> errors;
    private final Duration retryAfter;

    protected ProblemException(int status, String code, String detail, List<FieldError> errors, Duration retryAfter) {
        super(detail, null, false, status >= 500);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /** Creates a problem of any status with a code and a sentence. */
    public static ProblemException of(int status, String code, String detail) {
        return new ProblemException(status, code, detail, List.of(), null);
    }

    /** Creates the 404, the same for what does not exist and for what the caller may not see. */
    public static ProblemException notFound() {
        return of(404, "not-found", "There is no such thing here.");
    }

    static ProblemException bodyTooLarge() {
        Problem problem = Problem.bodyTooLarge();
        return of(problem.status(), problem.code(), problem.detail());
    }

    /** Creates a 503 with {@code Retry-After}. */
    public static ProblemException unavailable(String code, String detail, Duration retryAfter) {
        return new ProblemException(503, code, detail, List.of(), retryAfter);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** Returns the time to wait before the next try, or null. */
    public Duration retryAfter() {
        return retryAfter;
    }
}

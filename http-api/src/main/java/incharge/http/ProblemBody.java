package incharge.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** The body of every error (RFC 9457, {@code application/problem+json}). */
record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        String traceId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {}

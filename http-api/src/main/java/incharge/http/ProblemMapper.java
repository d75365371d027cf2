package incharge.http;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.validation.BindingResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import tools.jackson.core.JacksonException;

/** Maps an exception to the problem that the caller gets. The mappings of other libraries come first. */
final class ProblemMapper {
    /** The codes of a server that is not the primary. The driver has no class for them where a query fails. */
    private static final Set<Integer> NOT_PRIMARY = Set.of(91, 189, 10058, 10107, 11600, 11602, 13435, 13436);

    private final List<ProblemMapping> mappings;

    ProblemMapper(List<ProblemMapping> mappings) {
        this.mappings = List.copyOf(mappings);
    }

    Problem of(Throwable thrown) {
        return isDiskFull(thrown)
                ? Problem.unavailable("The disk of the service is full; an operator has to make room.")
                : mapped(thrown).orElseGet(() -> own(thrown));
    }

    /** Returns whether that is the cause, or an exception that a library hides behind another, as POI does. */
    private static boolean isDiskFull(Throwable thrown) {
        return isDiskFull(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /**
     * The JDK has no exception for it; its message is the system's, which no locale changes.
     *
     * @param seen what was looked at, since an exception may be suppressed by its own cause
     */
    private static boolean isDiskFull(Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || !seen.add(thrown)) {
            return false;
        }
        return thrown instanceof IOException
                        && String.valueOf(thrown.getMessage()).endsWith("No space left on device")
                || isDiskFull(thrown.getCause(), seen)
                || Stream.of(thrown.getSuppressed()).anyMatch(hidden -> isDiskFull(hidden, seen));
    }

    private Optional<Problem> mapped(Throwable thrown) {
        return mappings.stream()
                .flatMap(mapping -> mapping.problemOf(thrown).stream())
                .findFirst();
    }

    private Problem own(Throwable thrown) {
        return switch (thrown) {
            case ProblemException rejected -> Problem.of(rejected);
            case MongoException mongo when away(mongo) -> Problem.partAway();
            case InterruptedException _ -> Problem.ofStatus(503);

            case CompletionException completion when completion.getCause() != null -> of(completion.getCause());

            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case JacksonException json -> JsonProblems.of(json);
            case SocketTimeoutException _ -> Problem.ofStatus(408);
            case MaxUploadSizeExceededException _ -> Problem.bodyTooLarge();
            case MultipartException multipart -> multipart(multipart);
            case MissingServletRequestPartException part -> required(part.getRequestPartName(), "part");
            case MissingServletRequestParameterException parameter ->
                required(parameter.getParameterName(), "parameter");
            case MissingRequestHeaderException header -> required(header.getHeaderName(), "header");
            case MethodArgumentTypeMismatchException mismatch ->
                Problem.of(InvalidInput.request(List.of(wrongType(mismatch.getName(), mismatch.getRequiredType()))));
            case MethodArgumentNotValidException invalid -> binding(invalid.getBindingResult());
            case BindException invalid -> binding(invalid.getBindingResult());
            case InvalidParameterException _ ->
                Problem.of(400, "parameters-malformed", "The parameters cannot be read.");
            case HttpRequestMethodNotSupportedException method -> allowing(method);
            case HttpMediaTypeNotSupportedException media -> accepting(media);
            case ErrorResponse response ->
                Problem.ofStatus(response.getStatusCode().value());
            case null -> Problem.internal();
            default ->
                thrown.getCause() == null || thrown.getCause() == thrown
                        ? Problem.internal()
                        : wrapped(thrown.getCause());
        };
    }

    /** Looks inside wrapped exceptions only for a part that is away (503) and for a body that ends or is too large. */
    private Problem wrapped(Throwable cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            Optional<Problem> away = mapped(inner).filter(problem -> problem.status() == 503);
            if (away.isPresent()) {
                return away.get();
            }
            switch (inner) {
                case MongoException mongo
                when away(mongo) -> {
                    return Problem.partAway();
                }
                case SocketTimeoutException _ -> {
                    return Problem.ofStatus(408);
                }
                default -> {}
            }
        }
        return Problem.internal();
    }

    private static boolean away(MongoException mongo) {
        return switch (mongo) {
            case MongoTimeoutException _ -> true;
            case MongoSocketException _ -> true;
            case MongoNotPrimaryException _ -> true;
            case MongoNodeIsRecoveringException _ -> true;
            case MongoConnectionPoolClearedException _ -> true;
            case MongoExecutionTimeoutException _ -> true;
            case MongoServerUnavailableException _ -> true;
            default ->
                NOT_PRIMARY.contains(mongo.getCode())
                        || mongo.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)
                        || mongo.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL)
                        || mongo.hasErrorLabel("RetryableWriteError");
        };
    }

    private static Problem unreadable(HttpMessageNotReadableException unreadable) {
        for (Throwable inner = unreadable.getCause(); inner != null; inner = inner.getCause()) {
            switch (inner) {
                case SocketTimeoutException _ -> {
                    return Problem.ofStatus(408);
                }
                default -> {}
            }
        }
        return unreadable.getCause() instanceof JacksonException json
                ? JsonProblems.of(json)
                : Problem.of(400, "body-required", "A JSON body is required.");
    }

    private static Problem multipart(MultipartException multipart) {
        for (Throwable inner = multipart.getCause(); inner != null; inner = inner.getCause()) {
            if (inner.getClass().getSimpleName().endsWith("LimitExceededException")) {
                return Problem.bodyTooLarge();
            }
            if (inner instanceof SocketTimeoutException) {
                return Problem.ofStatus(408);
            }
        }
        return multipart.getMessage() != null && multipart.getMessage().contains("not a multipart")
                ? Problem.of(415, "media-type-unsupported", "The body must be multipart/form-data.")
                : Problem.of(400, "multipart-malformed", "The body is not well-formed multipart/form-data.");
    }

    private static Problem required(String name, String what) {
        return Problem.of(400, name, "required", "The " + what + " " + name + " is required.");
    }

    static FieldError wrongType(String name, Class<?> type) {
        String code = code(type);
        return new FieldError(name, code, name + " is not " + kind(type) + ".");
    }

    /** Returns the code for a text that cannot be a value of this type. */
    static String code(Class<?> type) {
        if (type == LocalDate.class) {
            return "date-invalid";
        }
        if (type == Instant.class) {
            return "instant-invalid";
        }
        if (type == UUID.class) {
            return "id-invalid";
        }
        return type != null && type.isEnum() ? "value-unknown" : "wrong-type";
    }

    static String kind(Class<?> type) {
        if (type == null) {
            return "of the right type";
        }
        if (type == LocalDate.class) {
            return "a date such as 2026-01-31";
        }
        if (type == Instant.class) {
            return "an instant such as 2026-01-31T12:00:00Z";
        }
        if (type == UUID.class) {
            return "an id";
        }
        if (type.isEnum()) {
            return "one of " + names(type);
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number in range";
        }
        if (type.isArray() || Iterable.class.isAssignableFrom(type)) {
            return "a list";
        }
        return "an object";
    }

    private static String names(Class<?> type) {
        return java.util.Arrays.stream(type.getEnumConstants())
                .map(constant -> StrictJson.name((Enum<?>) constant))
                .collect(Collectors.joining(", "));
    }

    private static Problem binding(BindingResult result) {
        var errors = new ArrayList<FieldError>();
        for (org.springframework.validation.FieldError error : result.getFieldErrors()) {
            errors.add(wrongType(error.getField(), result.getFieldType(error.getField())));
        }
        errors.sort(Comparator.comparing(FieldError::field));
        return errors.isEmpty() ? Problem.ofStatus(400) : Problem.of(InvalidInput.request(errors));
    }

    private static Problem allowing(HttpRequestMethodNotSupportedException method) {
        Set<HttpMethod> allowed = method.getSupportedHttpMethods();
        var problem = Problem.ofStatus(405);
        return allowed == null
                ? problem
                : problem.with(
                        "Allow", allowed.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", ")));
    }

    private static Problem accepting(HttpMediaTypeNotSupportedException media) {
        var problem = Problem.ofStatus(415);
        return media.getSupportedMediaTypes().isEmpty()
                ? problem
                : problem.with("Accept", MediaType.toString(media.getSupportedMediaTypes()));
    }
}

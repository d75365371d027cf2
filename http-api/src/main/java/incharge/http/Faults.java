package incharge.http;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import incharge.eventstore.decider.ChangedSincePreview;
import incharge.eventstore.decider.Contended;
import incharge.eventstore.decider.IdempotencyKeyReused;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.RefusedAll;
import incharge.eventstore.decider.Stale;
import incharge.eventstore.decider.Unavailable;
import incharge.eventstore.log.AppendUnknown;
import incharge.eventstore.log.LogUnavailable;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
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

/** What an exception means to the caller. */
final class Faults {
    private static final String AWAY = "A part that this needs cannot be reached, try again soon.";

    private Faults() {}

    static Fault of(Throwable thrown) {
        return switch (thrown) {
            case Rejected rejected -> Fault.of(rejected);
            case Refused refused -> of(refused);
            case RefusedAll refused -> Fault.of(Invalid.batch(refused, index -> "changes[" + index + "]"));
            case Stale _ ->
                Fault.of(412, "stale", "It was changed since the version that If-Match names. Read it again.");
            case ChangedSincePreview _ ->
                Fault.of(409, "changed-since-preview", "Something was changed since the preview. Ask for a new one.");
            case Contended _ -> Fault.of(409, "contended", "Others changed the same at the same time. Try again.");
            case IdempotencyKeyReused _ ->
                Fault.of(
                        422,
                        "Idempotency-Key",
                        "idempotency-key-reused",
                        "This Idempotency-Key was used with another body.");
            case Unavailable _ -> Fault.unavailable(AWAY);
            case LogUnavailable _ -> Fault.unavailable(AWAY);
            case AppendUnknown _ -> Fault.unavailable(AWAY);
            case MongoException mongo when away(mongo) -> Fault.unavailable(AWAY);
            case InterruptedException _ -> Fault.ofStatus(503);

            case CompletionException completion when completion.getCause() != null -> of(completion.getCause());

            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case JacksonException json -> JsonFaults.of(json);
            case BodyStream.TooLarge _ -> Fault.bodyTooLarge();
            case SocketTimeoutException _ -> Fault.ofStatus(408);
            case MaxUploadSizeExceededException _ -> Fault.bodyTooLarge();
            case MultipartException multipart -> multipart(multipart);
            case MissingServletRequestPartException part -> required(part.getRequestPartName(), "part");
            case MissingServletRequestParameterException parameter ->
                required(parameter.getParameterName(), "parameter");
            case MissingRequestHeaderException header -> required(header.getHeaderName(), "header");
            case MethodArgumentTypeMismatchException mismatch ->
                Fault.of(Invalid.request(List.of(wrongType(mismatch.getName(), mismatch.getRequiredType()))));
            case MethodArgumentNotValidException invalid -> binding(invalid.getBindingResult());
            case BindException invalid -> binding(invalid.getBindingResult());
            case InvalidParameterException _ -> Fault.of(400, "parameters-malformed", "The parameters cannot be read.");
            case HttpRequestMethodNotSupportedException method -> allowing(method);
            case HttpMediaTypeNotSupportedException media -> accepting(media);
            case ErrorResponse response ->
                Fault.ofStatus(response.getStatusCode().value());
            case null -> Fault.internal();
            default ->
                thrown.getCause() == null || thrown.getCause() == thrown
                        ? Fault.internal()
                        : wrapped(thrown.getCause());
        };
    }

    /** Libraries wrap what they meet: only what says that something is away, or that the body ends, is looked for inside. */
    private static Fault wrapped(Throwable cause) {
        for (var inner = cause; inner != null; inner = inner.getCause()) {
            switch (inner) {
                case MongoException mongo
                when away(mongo) -> {
                    return Fault.unavailable(AWAY);
                }
                case LogUnavailable _, Unavailable _, AppendUnknown _ -> {
                    return Fault.unavailable(AWAY);
                }
                case BodyStream.TooLarge _ -> {
                    return Fault.bodyTooLarge();
                }
                case SocketTimeoutException _ -> {
                    return Fault.ofStatus(408);
                }
                default -> {}
            }
        }
        return Fault.internal();
    }

    private static Fault of(Refused refused) {
        int status = switch (refused.kind()) {
            case CONFLICT -> 409;
            case RULE -> 422;
            case UNKNOWN -> 404;
        };
        return refused.field() == null
                ? Fault.of(status, refused.code(), refused.getMessage())
                : Fault.of(status, refused.field(), refused.code(), refused.getMessage());
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
                mongo.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)
                        || mongo.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL)
                        || mongo.hasErrorLabel("RetryableWriteError");
        };
    }

    private static Fault unreadable(HttpMessageNotReadableException unreadable) {
        for (Throwable inner = unreadable.getCause(); inner != null; inner = inner.getCause()) {
            switch (inner) {
                case BodyStream.TooLarge _ -> {
                    return Fault.bodyTooLarge();
                }
                case SocketTimeoutException _ -> {
                    return Fault.ofStatus(408);
                }
                default -> {}
            }
        }
        return unreadable.getCause() instanceof JacksonException json
                ? JsonFaults.of(json)
                : Fault.of(400, "body-required", "A JSON body is required.");
    }

    private static Fault multipart(MultipartException multipart) {
        for (Throwable inner = multipart.getCause(); inner != null; inner = inner.getCause()) {
            if (inner.getClass().getSimpleName().endsWith("LimitExceededException")) return Fault.bodyTooLarge();
            if (inner instanceof SocketTimeoutException) return Fault.ofStatus(408);
        }
        return multipart.getMessage() != null && multipart.getMessage().contains("not a multipart")
                ? Fault.of(415, "media-type-unsupported", "The body must be multipart/form-data.")
                : Fault.of(400, "multipart-malformed", "The body is not well-formed multipart/form-data.");
    }

    private static Fault required(String name, String what) {
        return Fault.of(400, name, "required", "The " + what + " " + name + " is required.");
    }

    static FieldError wrongType(String name, Class<?> type) {
        var code = code(type);
        return new FieldError(name, code, name + " is not " + kind(type) + ".");
    }

    /** Code for a text that cannot be a value of this type. */
    static String code(Class<?> type) {
        if (type == LocalDate.class) return "date-invalid";
        if (type == Instant.class) return "instant-invalid";
        if (type == UUID.class) return "id-invalid";
        return type != null && type.isEnum() ? "value-unknown" : "wrong-type";
    }

    static String kind(Class<?> type) {
        if (type == null) return "of the right type";
        if (type == LocalDate.class) return "a date such as 2026-01-31";
        if (type == Instant.class) return "an instant such as 2026-01-31T12:00:00Z";
        if (type == UUID.class) return "an id";
        if (type.isEnum()) return "one of " + names(type);
        if (CharSequence.class.isAssignableFrom(type)) return "a text";
        if (type == boolean.class || type == Boolean.class) return "true or false";
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) return "a number in range";
        if (type.isArray() || Iterable.class.isAssignableFrom(type)) return "a list";
        return "an object";
    }

    private static String names(Class<?> type) {
        return java.util.Arrays.stream(type.getEnumConstants())
                .map(constant -> StrictJson.name(((Enum<?>) constant).name()))
                .collect(Collectors.joining(", "));
    }

    private static Fault binding(BindingResult result) {
        var errors = new ArrayList<FieldError>();
        for (var error : result.getFieldErrors()) {
            errors.add(wrongType(error.getField(), result.getFieldType(error.getField())));
        }
        errors.sort(Comparator.comparing(FieldError::field));
        return errors.isEmpty() ? Fault.ofStatus(400) : Fault.of(Invalid.request(errors));
    }

    private static Fault allowing(HttpRequestMethodNotSupportedException method) {
        var allowed = method.getSupportedHttpMethods();
        var fault = Fault.ofStatus(405);
        return allowed == null
                ? fault
                : fault.with(
                        "Allow", allowed.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", ")));
    }

    private static Fault accepting(HttpMediaTypeNotSupportedException media) {
        var fault = Fault.ofStatus(415);
        return media.getSupportedMediaTypes().isEmpty()
                ? fault
                : fault.with("Accept", MediaType.toString(media.getSupportedMediaTypes()));
    }
}

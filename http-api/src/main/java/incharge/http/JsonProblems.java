package incharge.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Maps Jackson's exceptions to problems that name the field. Jackson's own messages name classes, so they are never
 * passed on.
 */
final class JsonProblems {
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate [Oo]bject property \"(.*)\"", Pattern.DOTALL);
    private static final int LONGEST_PATH = 200;

    private JsonProblems() {}

    static Problem of(JacksonException json) {
        String path = path(json);
        return switch (json) {
            case StrictJson.Unfit unfit
            when unfit.code.equals("text-invalid") ->
                fault(400, path, unfit.code, "holds a control character or half of a surrogate pair.");
            case StrictJson.Unfit unfit -> fault(422, path, unfit.code, "is not what is written there.");
            case UnrecognizedPropertyException _ -> fault(400, path, "unknown-field", "is not a field here.");
            case InvalidNullException _ -> fault(400, path, "required", "must not be null.");
            case InvalidFormatException format
            when enumerated(format) ->
                fault(422, path, "value-unknown", "is not " + ProblemMapper.kind(format.getTargetType()) + ".");
            case InputCoercionException _ -> fault(400, path, "out-of-range", "is not a number in range.");
            case StreamConstraintsException limit
            when limit.getOriginalMessage().startsWith("Document length") -> Problem.bodyTooLarge();
            case StreamConstraintsException _ -> fault(400, path, "json-too-large", "is nested too deep or too large.");
            case StreamReadException read -> unparseable(read, path);
            case MismatchedInputException mismatch -> mismatched(mismatch, path);
            default -> Problem.of(400, "json-malformed", "The body is not well-formed JSON.");
        };
    }

    private static boolean enumerated(InvalidFormatException format) {
        return format.getTargetType() != null && format.getTargetType().isEnum() && format.getValue() instanceof String;
    }

    private static Problem unparseable(StreamReadException read, String path) {
        Matcher duplicate = DUPLICATE.matcher(String.valueOf(read.getOriginalMessage()));
        if (duplicate.lookingAt()) {
            String name = duplicate.group(1);
            String whole = path.equals(name) || path.endsWith('.' + name) ? path : join(path, name);
            return fault(400, cut(whole), "duplicate-key", "is there twice.");
        }
        TokenStreamLocation where = read.getLocation();
        return Problem.of(
                400,
                "json-malformed",
                where == null || where.getLineNr() < 1
                        ? "The body is not well-formed JSON."
                        : "The body is not well-formed JSON, see line %d, column %d."
                                .formatted(where.getLineNr(), where.getColumnNr()));
    }

    private static Problem mismatched(MismatchedInputException mismatch, String path) {
        var message = String.valueOf(mismatch.getOriginalMessage());
        if (message.startsWith("Trailing token")) {
            return Problem.of(400, "json-malformed", "Something follows the JSON document.");
        }
        if (message.startsWith("No content")) {
            return Problem.of(400, "body-required", "A JSON body is required.");
        }
        if (message.startsWith("Cannot map `null`")) {
            return fault(400, path, "required", "must not be null.");
        }
        return fault(400, path, "wrong-type", "is not " + ProblemMapper.kind(mismatch.getTargetType()) + ".");
    }

    private static Problem fault(int status, String path, String code, String predicate) {
        return path.isEmpty()
                ? Problem.of(status, code, "The body " + predicate)
                : Problem.of(status, path, code, path + ' ' + predicate);
    }

    /** Returns a path such as {@code changes[3].employeeId}, empty for the body itself. */
    private static String path(JacksonException json) {
        var path = "";
        for (JacksonException.Reference step : json.getPath()) {
            path = step.getPropertyName() == null
                    ? step.getIndex() < 0 ? path : path + '[' + step.getIndex() + ']'
                    : join(path, step.getPropertyName());
            if (path.length() > LONGEST_PATH) {
                return cut(path);
            }
        }
        return cut(path);
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + '.' + name;
    }

    /** Cuts a field name that may be long or hold invalid characters. */
    private static String cut(String path) {
        String cut = path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path;
        return Text.error(cut) == null ? cut : cut.replaceAll("[^ -~]", "?");
    }
}

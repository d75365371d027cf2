package incharge.http;

import java.util.List;

/** Invalid input: 400 if it cannot be read, 422 if a rule refuses a value. It names every field. */
public final class InvalidInput extends ProblemException {
    private InvalidInput(int status, List<FieldError> errors) {
        super(status, code(errors), detail(errors), errors, null);
    }

    /** Creates a 400. */
    public static InvalidInput request(List<FieldError> errors) {
        return new InvalidInput(400, errors);
    }

    /** Creates a 400 for one field. */
    public static InvalidInput request(String field, String code, String message) {
        return request(List.of(new FieldError(field, code, message)));
    }

    /** Creates a 422. */
    public static InvalidInput values(List<FieldError> errors) {
        return new InvalidInput(422, errors);
    }

    /** Creates a 422 for one field. */
    public static InvalidInput value(String field, String code, String message) {
        return values(List.of(new FieldError(field, code, message)));
    }

    private static String code(List<FieldError> errors) {
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("nothing is at fault");
        }
        String first = errors.getFirst().code();
        return errors.stream().allMatch(error -> error.code().equals(first)) ? first : "invalid";
    }

    private static String detail(List<FieldError> errors) {
        FieldError first = errors.getFirst();
        return errors.size() == 1 ? first.message() : errors.size() + " faults, the first: " + first.message();
    }
}

package incharge.http;

import incharge.eventstore.decider.RefusedAll;
import java.util.List;
import java.util.function.IntFunction;

/** Input at fault: 400 when it cannot be read as what was asked for, 422 when a rule refuses a value; names every field. */
public final class Invalid extends Rejected {
    private Invalid(int status, List<FieldError> errors) {
        super(status, code(errors), detail(errors), errors, null);
    }

    /** 400. */
    public static Invalid request(List<FieldError> errors) {
        return new Invalid(400, errors);
    }

    /** 400 for one field. */
    public static Invalid request(String field, String code, String message) {
        return request(List.of(new FieldError(field, code, message)));
    }

    /** 422. */
    public static Invalid values(List<FieldError> errors) {
        return new Invalid(422, errors);
    }

    /** 422 for one field. */
    public static Invalid value(String field, String code, String message) {
        return values(List.of(new FieldError(field, code, message)));
    }

    /** 422 for a batch of which some were refused; {@code part} names the part of the body by its index: {@code changes[3]}. */
    public static Invalid batch(RefusedAll refused, IntFunction<String> part) {
        return values(refused.refusals().stream()
                .map(at -> new FieldError(
                        at.refused().field() == null
                                ? part.apply(at.index())
                                : part.apply(at.index()) + '.' + at.refused().field(),
                        at.refused().code(),
                        at.refused().getMessage()))
                .toList());
    }

    private static String code(List<FieldError> errors) {
        if (errors.isEmpty()) throw new IllegalArgumentException("nothing is at fault");
        var first = errors.getFirst().code();
        return errors.stream().allMatch(error -> error.code().equals(first)) ? first : "invalid";
    }

    private static String detail(List<FieldError> errors) {
        var first = errors.getFirst();
        return errors.size() == 1 ? first.message() : errors.size() + " faults, the first: " + first.message();
    }
}

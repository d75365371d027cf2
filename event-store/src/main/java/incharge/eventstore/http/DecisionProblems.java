package incharge.eventstore.http;

import incharge.eventstore.decider.ChangedSincePreview;
import incharge.eventstore.decider.Contended;
import incharge.eventstore.decider.IdempotencyKeyReused;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.RefusedAll;
import incharge.eventstore.decider.Stale;
import incharge.eventstore.decider.Unavailable;
import incharge.eventstore.log.AppendUnknown;
import incharge.eventstore.log.EventTooLarge;
import incharge.eventstore.log.LogUnavailable;
import incharge.http.FieldError;
import incharge.http.InvalidInput;
import incharge.http.Problem;
import incharge.http.ProblemMapping;
import java.util.Optional;
import java.util.function.IntFunction;

/** Maps failed decisions and an unavailable log to problems. */
public final class DecisionProblems implements ProblemMapping {

    DecisionProblems() {}

    @Override
    public Optional<Problem> problemOf(Throwable thrown) {
        return Optional.ofNullable(
                switch (thrown) {
                    case Refused refused -> problem(refused);
                    case RefusedAll refused -> Problem.of(batch(refused, index -> "changes[" + index + "]"));
                    case Stale _ ->
                        Problem.of(
                                412, "stale", "It was changed since the version that If-Match names. Read it again.");
                    case ChangedSincePreview _ ->
                        Problem.of(
                                409,
                                "changed-since-preview",
                                "Something was changed since the preview. Ask for a new one.");
                    case Contended _ ->
                        Problem.of(409, "contended", "Others changed the same at the same time. Try again.");
                    case IdempotencyKeyReused _ ->
                        Problem.of(
                                422,
                                "Idempotency-Key",
                                "idempotency-key-reused",
                                "This Idempotency-Key was used with another body or query.");
                    case EventTooLarge _ ->
                        Problem.of(413, "body-too-large", "This makes an event of more than 7 MiB. Send it in parts.");
                    case Unavailable _ -> Problem.partAway();
                    case LogUnavailable _ -> Problem.partAway();
                    case AppendUnknown _ -> Problem.partAway();
                    case null, default -> null;
                });
    }

    /**
     * Makes the 422 of a batch of which some commands were refused.
     *
     * @param part names the part of the body by the index of its command: {@code changes[3]}
     */
    public static InvalidInput batch(RefusedAll refused, IntFunction<String> part) {
        return InvalidInput.values(refused.refusals().stream()
                .map(at -> new FieldError(
                        at.refused().field() == null
                                ? part.apply(at.index())
                                : part.apply(at.index()) + '.' + at.refused().field(),
                        at.refused().code(),
                        at.refused().getMessage()))
                .toList());
    }

    private static Problem problem(Refused refused) {
        int status = switch (refused.kind()) {
            case CONFLICT -> 409;
            case RULE -> 422;
            case UNKNOWN -> 404;
        };
        return refused.field() == null
                ? Problem.of(status, refused.code(), refused.getMessage())
                : Problem.of(status, refused.field(), refused.code(), refused.getMessage());
    }
}

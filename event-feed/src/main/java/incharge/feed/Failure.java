package incharge.feed;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RetriableException;
import tools.jackson.core.JacksonException;

/** Why facts are not applied: for a reason that passes by itself, or for one that a person must look at. */
public sealed interface Failure {
    String reason();

    record Transient(String reason) implements Failure {}

    record Permanent(String reason) implements Failure {}

    static Failure of(Throwable thrown) {
        return of(thrown, _ -> false);
    }

    /** @param alsoTransient what passes by itself beside the failures of MongoDB and Kafka */
    static Failure of(Throwable thrown, Predicate<Throwable> alsoTransient) {
        Throwable root = root(thrown);
        String kind = root.getClass().getSimpleName();
        String detail = detail(thrown);
        return causes(thrown).stream().anyMatch(alsoTransient.or(Failure::isTransient))
                ? new Transient(detail == null ? kind : detail)
                : new Permanent(kind + ": " + detail);
    }

    /**
     * Returns the innermost message; where a payload cannot be read only the place, since messages quote its values.
     */
    private static String detail(Throwable thrown) {
        return causes(thrown).stream()
                .filter(JacksonException.class::isInstance)
                .map(JacksonException.class::cast)
                .findFirst()
                .map(unreadable -> "a payload cannot be read at " + unreadable.getPathReference())
                .orElseGet(root(thrown)::getMessage);
    }

    /** Returns the innermost cause, without the wrappers of frameworks. */
    static Throwable root(Throwable thrown) {
        return causes(thrown).getLast();
    }

    static List<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .toList();
    }

    private static boolean isTransient(Throwable cause) {
        return switch (cause) {
            case CheckpointMismatch _, NotCaughtUp _, KeysUnavailable _ -> true;
            case InterruptedException _, RetriableException _ -> true;
            case MongoSocketException _, MongoTimeoutException _, MongoInterruptedException _ -> true;
            case MongoNotPrimaryException _, MongoNodeIsRecoveringException _ -> true;
            case MongoConnectionPoolClearedException _, MongoWriteConcernException _ -> true;
            case MongoException e ->
                isNotPrimary(e)
                        || e.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)
                        || e.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL)
                        || e.hasErrorLabel("RetryableWriteError");
            default -> false;
        };
    }

    /** The driver has no class of its own for a server that is not the primary where a query fails. */
    private static boolean isNotPrimary(MongoException e) {
        return switch (e.getCode()) {
            case 91, 189, 10058, 10107, 11600, 11602, 13435, 13436 -> true;
            default -> false;
        };
    }
}

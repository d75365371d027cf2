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

/** Why facts were not applied: for a reason that passes by itself, or for one that somebody has to look at. */
public sealed interface Trouble {
    String reason();

    record Passing(String reason) implements Trouble {}

    record Lasting(String reason) implements Trouble {}

    static Trouble of(Throwable failure) {
        return of(failure, _ -> false);
    }

    /** @param passesToo what is transient beside the failures of MongoDB and Kafka */
    static Trouble of(Throwable failure, Predicate<Throwable> passesToo) {
        var causes = causes(failure);
        Throwable root = root(failure);
        return causes.stream().anyMatch(passesToo.or(Trouble::passes))
                ? new Passing(root.getMessage() == null ? root.toString() : root.getMessage())
                : new Lasting(root.getClass().getSimpleName() + ": " + root.getMessage());
    }

    /** What is behind the frameworks' wrappings. */
    static Throwable root(Throwable failure) {
        return causes(failure).getLast();
    }

    static List<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .toList();
    }

    private static boolean passes(Throwable cause) {
        return switch (cause) {
            case Misplaced _, InterruptedException _, RetriableException _ -> true;
            case NotCaughtUp _ -> true;
            case MongoSocketException _, MongoTimeoutException _, MongoInterruptedException _ -> true;
            case MongoNotPrimaryException _, MongoNodeIsRecoveringException _ -> true;
            case MongoConnectionPoolClearedException _, MongoWriteConcernException _ -> true;
            case MongoException e ->
                e.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)
                        || e.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL)
                        || e.hasErrorLabel("RetryableWriteError");
            default -> false;
        };
    }
}

package incharge.reporting.snapshot;

import incharge.http.ProblemException;
import incharge.reporting.versions.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The snapshots of now and of earlier times. */
public interface Timeline {

    /** An operator has to act first. */
    Duration SHORTAGE_LASTS = Duration.ofSeconds(60);

    /** Returns the snapshot of now, or empty while a source is not complete. */
    Optional<Snapshot> now();

    /** Returns the snapshot of all events up to that time, or empty while a source is not complete. */
    Optional<Snapshot> asOf(Instant time);

    /** Returns why there is no snapshot until an operator acts; empty while there is one, or it comes by itself. */
    default Optional<String> shortage() {
        return Optional.empty();
    }

    /** Creates the answer of a query for which there is no snapshot. */
    default ProblemException notReady() {
        return shortage()
                .map(reason -> ProblemException.unavailable(
                        "not-ready", "Nothing can be shown: " + reason + ".", SHORTAGE_LASTS))
                .orElseGet(() -> ProblemException.unavailable(
                        "not-ready", "Not everything is here yet, try again soon.", Duration.ofSeconds(1)));
    }

    /** Waits until now includes these sequences and is complete; false when the time is over. */
    boolean await(Map<Source, Long> min, Duration max) throws InterruptedException;
}

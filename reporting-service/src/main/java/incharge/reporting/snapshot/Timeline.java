package incharge.reporting.snapshot;

import incharge.reporting.versions.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What was known when. */
public interface Timeline {

    /** Everything known now; empty while not everything is there that has to be. */
    Optional<Snapshot> now();

    /** Everything known at that time: all events up to it; empty while not everything is there that has to be. */
    Optional<Snapshot> asOf(Instant time);

    /** Waits until now includes these sequences and may be answered from; false when the time is over. */
    boolean await(Map<Source, Long> min, Duration max) throws InterruptedException;
}

package incharge.reporting.answers;

import incharge.http.Caller;
import incharge.http.Invalid;
import incharge.http.Rejected;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Timeline;
import incharge.reporting.snapshot.Visibility;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** Finds what a query is answered from; while not everything is there that has to be, it waits and then says 503. */
public final class Moments {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Timeline timeline;
    private final Clock clock;
    private final ZoneId zone;

    public Moments(Timeline timeline, Clock clock, ZoneId zone) {
        this.timeline = timeline;
        this.clock = clock;
        this.zone = zone;
    }

    /** In which instants become days. */
    public ZoneId zone() {
        return zone;
    }

    /** @param asOf null for now */
    public Moment of(Caller caller, Instant asOf) {
        var now = clock.instant();
        if (asOf != null && asOf.isAfter(now)) {
            throw Invalid.request("asOf", "in-the-future", "asOf lies in the future.");
        }
        var time = asOf == null ? now : asOf;
        return new Moment(snapshot(asOf), visibility(caller), time.atZone(zone).toLocalDate());
    }

    private Snapshot snapshot(Instant asOf) {
        return found(asOf)
                .or(() -> waited() ? found(asOf) : Optional.empty())
                .orElseThrow(() -> Rejected.unavailable(
                        "not-ready", "Not everything is here yet, try again soon.", Duration.ofSeconds(1)));
    }

    private Optional<Snapshot> found(Instant asOf) {
        return asOf == null ? timeline.now() : timeline.asOf(asOf);
    }

    private boolean waited() {
        try {
            return timeline.await(Map.of(), PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Everybody sees every customer, until categories say which sellers see what. */
    private static Visibility visibility(Caller caller) {
        return Visibility.EVERYTHING;
    }
}

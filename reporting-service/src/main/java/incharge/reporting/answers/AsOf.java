package incharge.reporting.answers;

import incharge.http.Caller;
import incharge.http.InvalidInput;
import incharge.http.ProblemException;
import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Timeline;
import incharge.reporting.snapshot.Visibility;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the snapshot of now or of an earlier time for a caller; waits for one that is not complete, then answers 503.
 */
public final class AsOf {

    /** The relay publishes an event at most that much later than it was recorded. */
    private static final Duration RELAY_DELAY = Duration.ofSeconds(1);
    /** Events that were recorded that long ago are in the snapshot of now. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    /** The ends of the topics. */
    public interface Ends {
        /** Waits until everything is known that the topics hold at this time; false when {@code max} is over before. */
        boolean await(Duration max) throws InterruptedException;
    }

    private final Timeline timeline;
    private final Ends ends;
    private final Clock clock;
    private final ZoneId zone;
    private final Duration patience;

    /** @param patience how long a query waits for events that are not in the snapshot yet */
    public AsOf(Timeline timeline, Ends ends, Clock clock, ZoneId zone, Duration patience) {
        this.timeline = timeline;
        this.ends = ends;
        this.clock = clock;
        this.zone = zone;
        this.patience = patience;
    }

    /** Returns the zone in which instants become days. */
    public ZoneId zone() {
        return zone;
    }

    /** Returns the day that it is now in that zone. */
    public LocalDate today() {
        return clock.instant().atZone(zone).toLocalDate();
    }

    /** Returns the time that a view is of: the given one, or now for null. */
    public Instant time(Instant given) {
        return given == null ? clock.instant() : given;
    }

    /** @param time null for now */
    public SnapshotView view(Caller caller, Instant time) {
        Instant current = clock.instant();
        if (time != null && time.isAfter(current)) {
            throw InvalidInput.request("asOf", "in-the-future", "asOf lies in the future.");
        }
        if (time != null && time.isAfter(current.minus(SETTLED))) {
            awaitAllUpTo(time, current);
        }
        // the earlier snapshot first: so the later one has every customer of it
        Snapshot then = time == null ? null : snapshot(time);
        Snapshot now = snapshot(null);
        var visibility = Visibility.of(now, employee(now, caller));
        return then == null
                ? new SnapshotView(now, visibility, current.atZone(zone).toLocalDate())
                : new SnapshotView(
                        then.without(visibility.hiddenProjects(now)),
                        visibility.asOf(now, then),
                        time.atZone(zone).toLocalDate());
    }

    /** Waits so that the same time gives the same answer whenever it is requested. */
    private void awaitAllUpTo(Instant time, Instant current) {
        var delay = Duration.between(current, time.plus(RELAY_DELAY));
        try {
            if (delay.isPositive()) {
                Thread.sleep(delay);
            }
            if (ends.await(delay.isPositive() ? patience.minus(delay) : patience)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw timeline.notReady();
    }

    /** Returns the snapshot of now. */
    public Snapshot now() {
        return snapshot(null);
    }

    private Snapshot snapshot(Instant time) {
        return find(time)
                .or(() -> timeline.shortage().isEmpty() && awaitComplete() ? find(time) : Optional.empty())
                .orElseThrow(timeline::notReady);
    }

    private Optional<Snapshot> find(Instant time) {
        return time == null ? timeline.now() : timeline.asOf(time);
    }

    private boolean awaitComplete() {
        try {
            return timeline.await(Map.of(), patience);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns the caller's employee record, or null when there is none. Answers 401 when it is not active any more. */
    public static Employee employee(Snapshot now, Caller caller) {
        Employee employee = now.employeeOf(caller.employee());
        if (employee != null && !employee.active()) {
            throw ProblemException.of(
                    401, "employee-inactive", "The employee that the token names is not active any more.");
        }
        return employee;
    }
}

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
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** Finds what a query is answered from; while not everything is there that has to be, it waits and then says 503. */
public final class Moments {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** What was recorded at a time is on its topic that much later. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);
    /** What is on a topic that long is heard. */
    private static final Duration LONG_AGO = Duration.ofSeconds(10);

    /** Knows how far the topics are. */
    public interface Ends {
        /** Waits until all is known that the topics hold at this time; false when {@code max} is over before. */
        boolean await(Duration max) throws InterruptedException;
    }

    private final Timeline timeline;
    private final Ends ends;
    private final Clock clock;
    private final ZoneId zone;

    public Moments(Timeline timeline, Ends ends, Clock clock, ZoneId zone) {
        this.timeline = timeline;
        this.ends = ends;
        this.clock = clock;
        this.zone = zone;
    }

    /** In which instants become days. */
    public ZoneId zone() {
        return zone;
    }

    /** @param asOf null for now */
    public Moment of(Caller caller, Instant asOf) {
        var today = clock.instant();
        if (asOf != null && asOf.isAfter(today)) {
            throw InvalidInput.request("asOf", "in-the-future", "asOf lies in the future.");
        }
        if (asOf != null && asOf.isAfter(today.minus(LONG_AGO))) {
            awaitAllUpTo(asOf, today);
        }
        // first what was known then: so now knows all of it
        var then = asOf == null ? null : snapshot(asOf);
        var now = snapshot(null);
        var visibility = visibility(now, caller);
        return then == null
                ? new Moment(now, visibility, today.atZone(zone).toLocalDate())
                : new Moment(then, visibility.asOf(now, then), asOf.atZone(zone).toLocalDate());
    }

    /** So that the same time shows the same whenever it is asked for. */
    private void awaitAllUpTo(Instant time, Instant now) {
        var onItsWay = Duration.between(now, time.plus(ON_ITS_WAY));
        try {
            if (onItsWay.isPositive()) {
                Thread.sleep(onItsWay);
            }
            if (ends.await(onItsWay.isPositive() ? PATIENCE.minus(onItsWay) : PATIENCE)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw notReady();
    }

    /** Everything known now. */
    public Snapshot now() {
        return snapshot(null);
    }

    /** What the caller may see from here on, whatever changes. */
    public Watch watch(Caller caller) {
        return new Watch(timeline, caller, now());
    }

    private Snapshot snapshot(Instant asOf) {
        return found(asOf).or(() -> waited() ? found(asOf) : Optional.empty()).orElseThrow(Moments::notReady);
    }

    private static ProblemException notReady() {
        return ProblemException.unavailable(
                "not-ready", "Not everything is here yet, try again soon.", Duration.ofSeconds(1));
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

    /** What the caller sees by what is known now; 401 for an employee who is not active any more. */
    static Visibility visibility(Snapshot now, Caller caller) {
        return Visibility.of(now, employee(now, caller));
    }

    /** The caller's own record, null when there is none; 401 when it is not active any more. */
    public static Employee employee(Snapshot now, Caller caller) {
        var employee = now.employeeOf(caller.employee());
        if (employee != null && !employee.active()) {
            throw ProblemException.of(
                    401, "employee-inactive", "The employee that the token names is not active any more.");
        }
        return employee;
    }
}

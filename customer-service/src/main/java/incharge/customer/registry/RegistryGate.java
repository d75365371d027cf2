package incharge.customer.registry;

import com.github.benmanes.caffeine.cache.Ticker;
import incharge.http.ProblemException;
import java.time.Duration;

/**
 * Spares a registry: at most {@value #PACE} requests a second, and none for 30 s after {@value #FAULTS} faults in a
 * row. Afterwards one more fault in that row is enough.
 */
final class RegistryGate {

    static final int PACE = 5;
    static final int FAULTS = 5;
    static final Duration CLOSED = Duration.ofSeconds(30);

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Ticker ticker;
    private final long[] latest = new long[PACE];
    private long requests;
    private int faults;
    private long closedAt;

    RegistryGate(Ticker ticker) {
        this.ticker = ticker;
    }

    /** @throws ProblemException if nothing is to be sent now */
    synchronized void enter() {
        long now = ticker.read();
        Duration closed = CLOSED.minusNanos(now - closedAt);
        if (faults >= FAULTS && closed.isPositive()) {
            throw unavailable("It failed " + FAULTS + " times in a row and is left alone for a while.", closed);
        }
        int oldest = (int) (requests % PACE);
        if (requests >= PACE && now - latest[oldest] < PERIOD.toNanos()) {
            throw busy("More than " + PACE + " look-ups a second are not made there.", PERIOD);
        }
        latest[oldest] = now;
        requests++;
    }

    synchronized void answered() {
        faults = 0;
    }

    synchronized void failed() {
        faults++;
        closedAt = ticker.read();
    }

    static ProblemException unavailable(String why, Duration retryAfter) {
        return ProblemException.unavailable(
                "registry-unavailable", "The public registry is not available. " + why, upToSeconds(retryAfter));
    }

    static ProblemException busy(String why, Duration retryAfter) {
        return ProblemException.unavailable("registry-busy", "The public registry is busy. " + why, retryAfter);
    }

    private static Duration upToSeconds(Duration time) {
        return time.getNano() == 0 ? time : Duration.ofSeconds(time.toSeconds() + 1);
    }
}

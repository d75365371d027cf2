package incharge.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;

/**
 * Measures whether the program is ready. A thread looks now and then, so that a scrape never waits for what the program
 * is not ready for.
 */
final class Readiness implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private final HealthEndpoint health;
    private final Thread looking;
    private volatile boolean ready;

    Readiness(HealthEndpoint health, Duration interval, MeterRegistry metrics) {
        this.health = health;
        Gauge.builder("incharge.ready", this, each -> each.ready ? 1 : 0)
                .description("1 while this process is ready, else 0, found every " + interval.toSeconds() + " s")
                .register(metrics);
        looking = Thread.ofVirtual().name("readiness").start(() -> lookEvery(interval));
    }

    private void lookEvery(Duration interval) {
        try {
            while (true) {
                ready = look();
                Thread.sleep(interval);
            }
        } catch (InterruptedException _) {
            LOG.debug("The readiness is measured no more: closed");
        }
    }

    private boolean look() {
        try {
            return Status.UP.equals(health.healthForPath("readiness").getStatus());
        } catch (RuntimeException e) {
            LOG.debug("The readiness cannot be found", e);
            return false;
        }
    }

    @Override
    public void close() {
        looking.interrupt();
    }
}

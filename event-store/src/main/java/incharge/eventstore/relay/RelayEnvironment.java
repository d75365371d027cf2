package incharge.eventstore.relay;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes a service that must not publish not ready, with the reason, and keeps Kafka's clients from logging all their
 * settings.
 */
final class RelayEnvironment implements EnvironmentPostProcessor, Ordered {
    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.getProperty("incharge.relay.topic") == null) {
            return;
        }
        Map<String, Object> defaults = Map.of(
                "management.endpoint.health.group.readiness.include", "readinessState,relay",
                "management.endpoint.health.group.readiness.show-details", "always",
                "logging.level.org.apache.kafka", "WARN");
        environment.getPropertySources().addLast(new MapPropertySource("relay", defaults));
    }

    /** Runs after the application's own files are read. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}

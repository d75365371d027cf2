package incharge.eventstore.relay;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** A service that must not publish is not ready, and says why. Kafka's clients do not list all their settings at the start. */
final class RelayEnvironment implements EnvironmentPostProcessor, Ordered {
    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.getProperty("incharge.relay.topic") == null) return;
        Map<String, Object> defaults = Map.of(
                "management.endpoint.health.group.readiness.include", "readinessState,relay",
                "management.endpoint.health.group.readiness.show-details", "always",
                "logging.level.org.apache.kafka", "WARN");
        environment.getPropertySources().addLast(new MapPropertySource("relay", defaults));
    }

    /** After the application's own files are read. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}

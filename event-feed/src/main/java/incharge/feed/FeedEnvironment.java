package incharge.feed;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Keeps Kafka's clients from logging their settings at each start, and a missing topic at each look. */
final class FeedEnvironment implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "feed",
                        Map.of(
                                "logging.level.org.apache.kafka",
                                "WARN",
                                "logging.level.org.apache.kafka.clients.admin.internals.PartitionLeaderStrategy",
                                "OFF")));
    }

    /** After the application's own files are read. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}

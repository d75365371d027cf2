package incharge.feed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/** Binds the function {@code feed} to each of {@code incharge.feed.topics}, so that a service names only those. */
final class FeedEnvironment implements EnvironmentPostProcessor, Ordered {
    static final String ON = "incharge.feed.on";
    private static final String BINDING = "spring.cloud.stream.bindings.feed-in-0.";
    private static final String KAFKA = "spring.cloud.stream.kafka.bindings.feed-in-0.consumer.";
    private static final String CONSUMER = KAFKA + "configuration.";

    static List<String> topics(Environment environment) {
        return Binder.get(environment)
                .bind("incharge.feed.topics", Bindable.listOf(String.class))
                .orElse(List.of());
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        List<String> topics = topics(environment);
        if (topics.isEmpty()) return;
        environment.getPropertySources().addLast(new MapPropertySource("feed", properties(topics)));
    }

    private static Map<String, Object> properties(List<String> topics) {
        var properties = new HashMap<String, Object>();
        properties.put(ON, true);
        properties.put("spring.kafka.bootstrap-servers", "${INCHARGE_KAFKA_BOOTSTRAP:127.0.0.1:9092}");
        properties.put("spring.cloud.function.definition", "feed");
        properties.put("spring.cloud.stream.kafka.binder.auto-create-topics", false);
        // It would ask Kafka for every look at the health, and wait for it; ours tells what matters.
        properties.put("management.health.binders.enabled", false);

        // They tell at length what they do at the start and, Kafka's, what is not there yet.
        properties.put("logging.level.org.apache.kafka", "WARN");
        properties.put("logging.level.org.apache.kafka.clients.admin.internals.PartitionLeaderStrategy", "OFF");
        properties.put("logging.level.org.springframework.integration", "WARN");
        properties.put("logging.level.org.springframework.cloud.stream", "WARN");
        // Every failure is logged where it is handled.
        properties.put("logging.level.org.springframework.integration.handler.LoggingHandler", "OFF");
        properties.put(
                "logging.level.org.springframework.cloud.stream.binder.kafka.KafkaMessageChannelBinder", "ERROR");

        // As patterns, since for a name the binder wants the topic to exist, and Kafka to be there, at the start.
        properties.put(
                BINDING + "destination", topics.stream().map(Pattern::quote).collect(Collectors.joining(",")));
        properties.put(KAFKA + "destination-is-pattern", true);
        properties.put(BINDING + "group", "${spring.application.name}");
        properties.put(BINDING + "consumer.batch-mode", true);
        properties.put(BINDING + "consumer.use-native-decoding", true);
        properties.put(KAFKA + "converter-bean-name", "feedRecords");
        properties.put(KAFKA + "start-offset", "earliest");

        // Nobody looks at them through JMX, and no broker asks for them.
        properties.put(CONSUMER + "metric.reporters", "");
        properties.put(CONSUMER + "enable.metrics.push", false);

        properties.put(CONSUMER + "max.poll.records", 500);
        properties.put(CONSUMER + "fetch.min.bytes", 1);
        properties.put(CONSUMER + "fetch.max.wait.ms", 500);
        properties.put(CONSUMER + "allow.auto.create.topics", false);
        // How soon a topic is noticed that is made later.
        properties.put(CONSUMER + "metadata.max.age.ms", 1_000);
        // How soon the topics of a process that was killed are heard by another one.
        properties.put(CONSUMER + "session.timeout.ms", 6_000);
        properties.put(CONSUMER + "heartbeat.interval.ms", 1_500);
        properties.put(
                CONSUMER + "partition.assignment.strategy",
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        return properties;
    }

    /** After the application's own files are read. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}

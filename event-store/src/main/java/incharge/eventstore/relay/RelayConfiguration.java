package incharge.eventstore.relay;

import com.mongodb.client.MongoDatabase;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.log.EventLog;
import incharge.http.HealthPart;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Publishes the application's {@link EventLog} to the topic named by {@code incharge.relay.topic}; health
 * {@code relay}. The lease is in the application's {@link MongoDatabase}.
 */
@AutoConfiguration
@ConditionalOnProperty("incharge.relay.topic")
public class RelayConfiguration {

    @Bean(initMethod = "start")
    @ConditionalOnMissingBean
    Relay relay(
            EventLog log,
            ObjectProvider<EventStore<?>> store,
            MongoDatabase database,
            ObjectProvider<MeterRegistry> metrics,
            @Value("${incharge.relay.topic}") String topic,
            @Value("${INCHARGE_KAFKA_REPLICATION:1}") int replication,
            Environment environment) {
        return new Relay(
                log,
                topic,
                store.stream()
                        .map(EventStore::keys)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                database,
                new Cluster(connection(environment), replication),
                metrics.getIfAvailable(SimpleMeterRegistry::new));
    }

    /** Returns the brokers' addresses and every Kafka setting below {@code incharge.kafka.client}. */
    static Map<String, Object> connection(Environment environment) {
        var settings = new HashMap<String, Object>(Binder.get(environment)
                .bind("incharge.kafka.client", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of()));
        settings.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                environment.getProperty("INCHARGE_KAFKA_BOOTSTRAP", "127.0.0.1:9092"));
        return settings;
    }

    /** Applies to programs that speak HTTP. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthPart.class)
    static class RelayHttpConfiguration {

        @Bean
        HealthPart sources(Relay relay, @Value("${incharge.relay.topic}") String topic) {
            return new SourceHealth(relay, topic);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class RelayHealthConfiguration {

        @Bean
        HealthIndicator relayHealthIndicator(Relay relay) {
            return () -> {
                Relay.Health health = relay.health();
                Health.Builder details = (health.up() ? Health.up() : Health.down())
                        .withDetail("state", health.state())
                        .withDetail("published", health.published())
                        .withDetail("lag", health.lag());
                if (health.reason() != null) {
                    details.withDetail("reason", health.reason());
                }
                return details.build();
            };
        }
    }
}

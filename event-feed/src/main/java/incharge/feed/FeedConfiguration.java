package incharge.feed;

import static java.util.Map.entry;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import incharge.http.HealthPart;
import incharge.http.PositionSource;
import incharge.http.Problem;
import incharge.http.ProblemMapping;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;

/**
 * Feeds the application's {@link FactHandler}, or else a {@link ReferenceDataProjection} of its contributions, with the
 * topics named by {@code incharge.feed.topics}. The checkpoints lie in the application's {@link MongoDatabase}.
 */
@AutoConfiguration(after = MongoAutoConfiguration.class)
@ConditionalOnProperty("incharge.feed.topics")
public class FeedConfiguration {
    @Bean
    @ConditionalOnMissingBean
    MongoDatabase mongoDatabase(MongoClient client, @Value("${spring.mongodb.database}") String name) {
        return client.getDatabase(name);
    }

    @Bean
    @ConditionalOnMissingBean
    FactHandler referenceDataProjection(MongoDatabase database, List<Contribution<?>> contributions) {
        return new ReferenceDataProjection(database, contributions);
    }

    /** The training run of an image ends at this property, and has no MongoDB. */
    @Bean
    @ConditionalOnProperty(name = "spring.context.exit", havingValue = "never", matchIfMissing = true)
    static DatabaseWait databaseWait() {
        return new DatabaseWait();
    }

    /** The name of the service in MongoDB's log and list of operations. */
    @Bean
    MongoClientSettingsBuilderCustomizer mongoApplicationName(@Value("${spring.application.name}") String name) {
        return settings -> settings.applicationName(name);
    }

    @Bean(initMethod = "start")
    KeyRing keyRing(Environment environment) {
        return new KeyRing(KafkaConnection.settings(environment));
    }

    @Bean
    Feeds feeds(
            KeyRing keys,
            MongoClient client,
            MongoDatabase database,
            FactHandler handler,
            FeedTracing tracing,
            ObjectProvider<MeterRegistry> metrics,
            Environment environment) {
        return new Feeds(
                List.of(environment.getRequiredProperty("incharge.feed.topics", String[].class)),
                keys,
                client,
                database,
                tracing.around(handler),
                KafkaConnection.settings(environment),
                metrics.getIfAvailable(SimpleMeterRegistry::new));
    }

    /** How facts are applied inside their traces. */
    private interface FeedTracing {
        FactHandler around(FactHandler handler);
    }

    @Bean
    FeedTracing feedTracing(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        Tracer recording = tracer.getIfAvailable();
        return handler ->
                recording == null ? handler : new TracedFactHandler(handler, recording, propagator.getObject());
    }

    @Bean
    FeedLag feedLag(
            Feeds feeds,
            ObjectProvider<MeterRegistry> metrics,
            @Value("${incharge.feed.lag-interval:5s}") Duration interval) {
        return new FeedLag(feeds, interval, metrics.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    FeedContainers feedContainers(
            Feeds feeds,
            FactHandler handler,
            ObjectProvider<MeterRegistry> metrics,
            Environment environment,
            @Value("${spring.application.name}") String group,
            @Value("${incharge.feed.longest-pause:30s}") Duration longestPause,
            ApplicationContext context) {
        var deserializer = new ByteArrayDeserializer();
        var consumers = new DefaultKafkaConsumerFactory<>(consumerSettings(environment), deserializer, deserializer);
        metrics.ifAvailable(registry -> consumers.addListener(new MicrometerConsumerListener<>(registry)));
        // replicas of another schema version consume beside these, with checkpoints of their own
        String groupOfVersion = group + "-" + handler.schemaVersion();
        return new FeedContainers(feeds, consumers, groupOfVersion, longestPause, context);
    }

    private static Map<String, Object> consumerSettings(Environment environment) {
        Map<String, Object> settings = KafkaConnection.settings(environment);
        settings.putAll(Map.ofEntries(
                entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                // how soon a topic is found again that is deleted and created while it is consumed
                entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000),
                // a fetch without records returns as soon as there are any; this is how often an idle one is repeated
                entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 1_000),
                // a consumer that is behind writes fewer and larger transactions
                entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000),
                // how soon another process takes over the topics of a killed one
                entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000),
                entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500),
                entry(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName()),
                // neither JMX nor the broker asks for the client's metrics
                entry(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, ""),
                entry(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false)));
        return settings;
    }

    @Bean
    CatchUp catchUp(
            Feeds feeds,
            @Value("${incharge.feed.patience:2s}") Duration patience,
            @Value("${incharge.feed.backlog:2s}") Duration backlog) {
        return new CatchUp(feeds, patience, backlog);
    }

    /** Applies to programs that speak HTTP. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ProblemMapping.class)
    static class FeedHttpConfiguration {

        @Bean
        ProblemMapping feedProblems() {
            return thrown -> thrown instanceof NotCaughtUp || thrown instanceof KeysUnavailable
                    ? Optional.of(Problem.partAway())
                    : Optional.empty();
        }

        @Bean
        FeedHealth feedHealth(FeedLag lag) {
            return new FeedHealth(lag);
        }

        /** A program that has more to answer about its readers has a bean of this name. */
        @Bean
        @ConditionalOnMissingBean(name = "readers")
        HealthPart readers(FeedHealth health) {
            return health.part(line -> line);
        }

        @Bean
        @ConditionalOnProperty("incharge.relay.topic")
        PositionSource feedPositions(Feeds feeds, @Value("${incharge.relay.topic}") String ownTopic) {
            return new FeedPositions(feeds, ownTopic);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class FeedHealthConfiguration {

        @Bean
        HealthIndicator feedHealthIndicator(Feeds feeds) {
            return () -> {
                Health.Builder health = feeds.healthy() ? Health.up() : Health.down();
                feeds.topics().forEach(topic -> health.withDetail(topic, feeds.positionHere(topic)));
                feeds.failures().forEach((topic, reason) -> health.withDetail(topic + ".reason", reason));
                return health.build();
            };
        }
    }
}

package incharge.feed;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import incharge.http.PositionSource;
import incharge.http.Problem;
import incharge.http.ProblemMapping;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.support.converter.BatchMessageConverter;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;
import tools.jackson.databind.json.JsonMapper;

/**
 * Feeds the application's {@link FactHandler} with the topics named by {@code incharge.feed.topics}; health {@code feed}.
 * The places lie in the application's {@link MongoDatabase}.
 */
@AutoConfiguration(after = MongoAutoConfiguration.class)
@ConditionalOnProperty(FeedEnvironment.ON)
public class FeedConfiguration {
    private static final Duration OFFSETS = Duration.ofSeconds(1);

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

    @Bean
    Feeds feeds(
            Environment environment,
            MongoClient client,
            MongoDatabase database,
            FactHandler handler,
            ObjectProvider<JsonMapper> json,
            ObjectProvider<MeterRegistry> metrics,
            @Value("${spring.kafka.bootstrap-servers}") String bootstrap) {
        return new Feeds(
                FeedEnvironment.topics(environment),
                client,
                database,
                handler,
                json.getIfAvailable(JsonMapper::new),
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                metrics.getIfAvailable(SimpleMeterRegistry::new));
    }

    /** {@code incharge.feed.patience}: how long an id that was not heard of is waited for before it is called unknown. */
    @Bean
    CatchUp catchUp(Feeds feeds, @Value("${incharge.feed.patience:2s}") Duration patience) {
        return new CatchUp(feeds, patience);
    }

    @Bean
    ProblemMapping feedProblems() {
        return thrown -> thrown instanceof NotCaughtUp ? Optional.of(Problem.partAway()) : Optional.empty();
    }

    @Bean
    @ConditionalOnProperty("incharge.relay.topic")
    PositionSource feedPositions(Feeds feeds, @Value("${incharge.relay.topic}") String ownTopic) {
        return new FeedPositions(feeds, ownTopic);
    }

    /** The function that is bound. */
    @Bean
    Consumer<Message<Batch>> feed(Feeds feeds) {
        return batch -> feeds.hear(batch.getPayload().records());
    }

    /** Hands the records on as they are. */
    @Bean
    BatchMessageConverter feedRecords() {
        return new Records();
    }

    @Bean
    KafkaBindingRebalanceListener feedPlaces(Feeds feeds) {
        return new KafkaBindingRebalanceListener() {
            @Override
            public void onPartitionsAssigned(
                    String binding,
                    org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
                    Collection<TopicPartition> partitions,
                    boolean initial) {
                feeds.assigned(consumer, partitions);
            }

            @Override
            public void onPartitionsRevokedAfterCommit(
                    String binding,
                    org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
                    Collection<TopicPartition> partitions) {
                feeds.revoked(partitions);
            }
        };
    }

    @Bean
    ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> feedContainers(Feeds feeds) {
        return (container, topic, group) -> {
            // The group's offsets only tell others how far we are.
            container.getContainerProperties().setSyncCommits(false);
            container.getContainerProperties().setAckMode(AckMode.TIME);
            container.getContainerProperties().setAckTime(OFFSETS.toMillis());
            container.setCommonErrorHandler(new Again(feeds));
        };
    }

    /** The binder's own lag would be asked of Kafka by threads of its own, under the pattern's name. */
    @Bean
    MeterFilter feedWithoutBinderLag() {
        return MeterFilter.denyNameStartsWith("spring.cloud.stream.binder.kafka.offset");
    }

    /** The records of one poll; logs must not print what they hold. */
    private record Batch(List<ConsumerRecord<byte[], byte[]>> records) {
        @Override
        public String toString() {
            return records.size() + " records from offset " + records.getFirst().offset();
        }
    }

    private static final class Records implements BatchMessageConverter {
        @Override
        @SuppressWarnings("unchecked") // the binding's deserializers
        public Message<?> toMessage(
                List<ConsumerRecord<?, ?>> records,
                Acknowledgment acknowledgment,
                org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
                Type payloadType) {
            return new GenericMessage<>(new Batch((List<ConsumerRecord<byte[], byte[]>>) (List<?>) records));
        }

        @Override
        public List<ProducerRecord<?, ?>> fromMessage(Message<?> message, String defaultTopic) {
            throw new UnsupportedOperationException("nothing is sent");
        }
    }

    /** Whatever fails is heard again, from the stored place and after a pause, for ever. */
    private record Again(Feeds feeds) implements CommonErrorHandler {
        @Override
        public boolean seeksAfterHandling() {
            return true;
        }

        @Override
        public boolean isAckAfterHandle() {
            return false;
        }

        @Override
        public void handleBatch(
                Exception failure,
                ConsumerRecords<?, ?> records,
                org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
                MessageListenerContainer container,
                Runnable listener) {
            pause(container, feeds.failed(consumer, records.partitions(), failure));
        }

        @Override
        public void handleOtherException(
                Exception failure,
                org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
                MessageListenerContainer container,
                boolean batchListener) {
            pause(container, feeds.failed(consumer, consumer.assignment(), failure));
        }

        private static void pause(MessageListenerContainer container, long millis) {
            try {
                ListenerUtils.stoppableSleep(container, millis);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class FeedHealthConfiguration {

        @Bean
        HealthIndicator feedHealthIndicator(Feeds feeds) {
            return () -> {
                var health = feeds.healthy() ? Health.up() : Health.down();
                feeds.topics().forEach(topic -> health.withDetail(topic, feeds.applied(topic)));
                feeds.troubles().forEach((topic, reason) -> health.withDetail(topic + ".reason", reason));
                return health.build();
            };
        }
    }
}

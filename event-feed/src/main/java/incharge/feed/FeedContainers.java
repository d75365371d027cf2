package incharge.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Polls each topic in a listener container of its own, so that a topic that fails holds up no other one. It is polled
 * as soon as it exists.
 */
final class FeedContainers implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(FeedContainers.class);
    private static final long OFFSETS_MILLIS = 1_000;
    private static final Duration PAUSE_BEFORE_START = Duration.ofSeconds(1);

    private final Feeds feeds;
    private final Map<String, KafkaMessageListenerContainer<byte[], byte[]>> containers = new LinkedHashMap<>();
    private final List<Thread> starting = new ArrayList<>();
    private volatile boolean running;

    /** @param longestPause the longest pause before a failed batch is tried again */
    FeedContainers(
            Feeds feeds,
            ConsumerFactory<byte[], byte[]> consumers,
            String group,
            Duration longestPause,
            ApplicationContext context) {
        var retry = new RetryFromCheckpoint(feeds, longestPause);
        this.feeds = feeds;
        feeds.topics().forEach(topic -> {
            var container = new KafkaMessageListenerContainer<>(consumers, properties(topic, group, feeds));
            container.setBeanName("feed-" + topic);
            container.setApplicationContext(context);
            container.setCommonErrorHandler(retry);
            containers.put(topic, container);
        });
    }

    private static ContainerProperties properties(String topic, String group, Feeds feeds) {
        // as a pattern, since a topic that is named but missing makes the client warn at each look
        var properties = new ContainerProperties(Pattern.compile(Pattern.quote(topic)));
        properties.setGroupId(group);
        properties.setMessageListener((BatchMessageListener<byte[], byte[]>) feeds::consume);
        properties.setConsumerRebalanceListener(new Rebalances(feeds));
        // the offsets of the group only show others how far it is
        properties.setAckMode(AckMode.TIME);
        properties.setAckTime(OFFSETS_MILLIS);
        properties.setSyncCommits(false);
        properties.setCommitCallback((offsets, e) -> {
            if (e != null) {
                LOG.debug("The group's offsets {} are committed later", offsets, e);
            }
        });
        return properties;
    }

    @Override
    public void start() {
        running = true;
        containers.forEach((topic, container) ->
                starting.add(Thread.ofVirtual().name("feed-start-" + topic).start(() -> start(topic, container))));
    }

    private void start(String topic, MessageListenerContainer container) {
        try {
            while (running && !isStarted(topic, container)) {
                Thread.sleep(PAUSE_BEFORE_START);
            }
        } catch (InterruptedException _) {
            LOG.debug("{} is not polled: stopped before it exists", topic);
        }
    }

    /** Returns false when it fails, as it does while the name of Kafka's host cannot be resolved. */
    private boolean isStarted(String topic, MessageListenerContainer container) throws InterruptedException {
        try {
            feeds.awaitTopic(topic);
            synchronized (this) {
                if (running) {
                    container.start();
                }
            }
            return true;
        } catch (RuntimeException e) {
            LOG.warn("{} is not polled yet: {}", topic, e.toString());
            return false;
        }
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    /**
     * Returns at once: while Kafka is away a consumer takes half a minute to close, and the shutdown must not wait for
     * it.
     */
    @Override
    public synchronized void stop(Runnable stopped) {
        running = false;
        starting.forEach(Thread::interrupt);
        starting.clear();
        var left = new AtomicInteger(containers.size());
        containers
                .values()
                .forEach(container -> container.stop(() -> {
                    if (left.decrementAndGet() == 0) {
                        stopped.run();
                    }
                }));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return AbstractMessageListenerContainer.DEFAULT_PHASE;
    }

    private record Rebalances(Feeds feeds) implements ConsumerAwareRebalanceListener {
        @Override
        public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            feeds.assigned(consumer, partitions);
        }

        @Override
        public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            feeds.revoked(partitions);
        }

        @Override
        public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            feeds.revoked(partitions);
        }
    }

    /** Tries a failed batch again, from the stored checkpoint and after a pause, for ever. */
    private record RetryFromCheckpoint(Feeds feeds, Duration longestPause) implements CommonErrorHandler {
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
                Consumer<?, ?> consumer,
                MessageListenerContainer container,
                Runnable listener) {
            pause(container, feeds.failed(consumer, records.partitions(), failure));
        }

        @Override
        public void handleOtherException(
                Exception failure, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
            pause(container, feeds.failed(consumer, consumer.assignment(), failure));
        }

        private void pause(MessageListenerContainer container, long millis) {
            try {
                ListenerUtils.stoppableSleep(container, Math.min(millis, longestPause.toMillis()));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

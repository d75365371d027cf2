package incharge.http;

import incharge.eventstore.feed.Feeds;
import incharge.eventstore.log.EventLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** How far a service that owns a log is: with its own log, and with what it heard of the others. */
@AutoConfiguration(
        afterName = {"incharge.eventstore.boot.EventStoreConfiguration", "incharge.eventstore.feed.FeedConfiguration"})
@ConditionalOnProperty("incharge.relay.topic")
public class WritePositionsConfiguration {

    private static final String TOPIC_PREFIX = "incharge.";

    @Bean
    @ConditionalOnBean(EventLog.class)
    PositionSource ownPositions(EventLog log, @Value("${incharge.relay.topic}") String topic) {
        return new OwnLog(source(topic), log);
    }

    @Bean
    @ConditionalOnBean(Feeds.class)
    PositionSource heardPositions(Feeds feeds, @Value("${incharge.relay.topic}") String own) {
        return new Heard(feeds, own);
    }

    private static String source(String topic) {
        return topic.substring(TOPIC_PREFIX.length());
    }

    private record OwnLog(String source, EventLog log) implements PositionSource {

        @Override
        public Map<String, Long> positions() {
            return Map.of(source, log.head());
        }

        @Override
        public boolean await(Map<String, Long> min, Duration max) throws InterruptedException {
            long wanted = min.getOrDefault(source, 0L);
            if (log.head() >= wanted) {
                return true;
            }
            long deadline = System.nanoTime() + max.toNanos();
            Semaphore rung = new Semaphore(0);
            AutoCloseable bell = log.onAppend(rung::release);
            try {
                while (log.head() < wanted) {
                    if (!rung.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        return log.head() >= wanted;
                    }
                    rung.drainPermits();
                }
                return true;
            } finally {
                letGo(bell);
            }
        }

        private static void letGo(AutoCloseable bell) {
            try {
                bell.close();
            } catch (Exception e) {
                throw new IllegalStateException("the log's bell does not let go", e);
            }
        }
    }

    /** What it hears of its own log over Kafka is not what callers wait for. */
    private record Heard(Feeds feeds, String own) implements PositionSource {

        @Override
        public Map<String, Long> positions() {
            Map<String, Long> bySource = new HashMap<>();
            feeds.topics().stream()
                    .filter(topic -> !topic.equals(own))
                    .forEach(topic -> bySource.put(source(topic), feeds.position(topic)));
            return bySource;
        }

        @Override
        public boolean await(Map<String, Long> min, Duration max) {
            Map<String, Long> byTopic = new HashMap<>();
            min.forEach((source, position) -> {
                String topic = TOPIC_PREFIX + source;
                if (!topic.equals(own) && feeds.topics().contains(topic)) {
                    byTopic.put(topic, position);
                }
            });
            return feeds.await(byTopic, max);
        }
    }
}

package incharge.feed;

import incharge.http.PositionSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Answers with the positions that a write service has reached in the topics of other services, its own topic excepted.
 */
record FeedPositions(Feeds feeds, String ownTopic) implements PositionSource {
    private static final String TOPIC_PREFIX = "incharge.";

    @Override
    public Map<String, Long> positions() {
        Map<String, Long> bySource = new HashMap<>();
        feeds.topics().stream()
                .filter(topic -> !topic.equals(ownTopic))
                .forEach(topic -> bySource.put(topic.substring(TOPIC_PREFIX.length()), feeds.position(topic)));
        return bySource;
    }

    @Override
    public boolean await(Map<String, Long> min, Duration max) {
        Map<String, Long> byTopic = new HashMap<>();
        min.forEach((source, position) -> {
            String topic = TOPIC_PREFIX + source;
            if (!topic.equals(ownTopic) && feeds.topics().contains(topic)) {
                byTopic.put(topic, position);
            }
        });
        return feeds.await(byTopic, max);
    }
}

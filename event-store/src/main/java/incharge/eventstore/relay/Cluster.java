package incharge.eventstore.relay;

import java.util.Map;

/**
 * The Kafka cluster to which a log is published.
 *
 * @param settings settings of every Kafka client: at least {@code bootstrap.servers}
 * @param replication how many brokers hold a topic; from 2 on, all but one must have a record before it counts
 */
public record Cluster(Map<String, Object> settings, int replication) {
    public Cluster {
        settings = Map.copyOf(settings);
    }
}

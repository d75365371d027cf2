package incharge.feed;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** How Kafka's clients reach the brokers and authenticate. */
public final class KafkaConnection {
    private static final String CLIENT = "incharge.kafka.client";

    private KafkaConnection() {}

    /**
     * Returns the brokers' addresses and every Kafka setting below {@code incharge.kafka.client}, such as
     * {@code incharge.kafka.client.security.protocol} or the environment variable
     * {@code INCHARGE_KAFKA_CLIENT_SECURITY_PROTOCOL}.
     */
    public static Map<String, Object> settings(Environment environment) {
        var settings = new HashMap<String, Object>(Binder.get(environment)
                .bind(CLIENT, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of()));
        settings.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                environment.getProperty("INCHARGE_KAFKA_BOOTSTRAP", "127.0.0.1:9092"));
        return settings;
    }
}

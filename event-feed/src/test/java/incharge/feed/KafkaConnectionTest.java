package incharge.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class KafkaConnectionTest {

    @Test
    void the_brokers_are_on_this_machine_unless_they_are_named() {
        assertThat(KafkaConnection.settings(environment(Map.of())))
                .isEqualTo(Map.of("bootstrap.servers", "127.0.0.1:9092"));
    }

    @Test
    void every_setting_of_a_client_can_be_an_environment_variable() {
        var environment = environment(Map.of(
                "INCHARGE_KAFKA_BOOTSTRAP", "kafka:9093",
                "INCHARGE_KAFKA_REPLICATION", "3",
                "INCHARGE_KAFKA_CLIENT_SECURITY_PROTOCOL", "SASL_SSL",
                "INCHARGE_KAFKA_CLIENT_SASL_JAAS_CONFIG", "login required;",
                "INCHARGE_KAFKA_CLIENT_SSL_TRUSTSTORE_LOCATION", "/etc/incharge/kafka/ca.crt"));

        assertThat(KafkaConnection.settings(environment))
                .isEqualTo(Map.of(
                        "bootstrap.servers", "kafka:9093",
                        "security.protocol", "SASL_SSL",
                        "sasl.jaas.config", "login required;",
                        "ssl.truststore.location", "/etc/incharge/kafka/ca.crt"));
    }

    private static StandardEnvironment environment(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return environment;
    }
}

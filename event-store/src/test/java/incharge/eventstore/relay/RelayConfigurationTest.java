package incharge.eventstore.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class RelayConfigurationTest {

    @Test
    void every_setting_of_a_kafka_client_can_be_an_environment_variable() {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of(
                                "INCHARGE_KAFKA_BOOTSTRAP", "kafka:9093",
                                "INCHARGE_KAFKA_REPLICATION", "3",
                                "INCHARGE_KAFKA_CLIENT_SASL_MECHANISM", "SCRAM-SHA-512")));

        assertThat(RelayConfiguration.connection(environment))
                .isEqualTo(Map.of("bootstrap.servers", "kafka:9093", "sasl.mechanism", "SCRAM-SHA-512"));
    }
}

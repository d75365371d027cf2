package incharge.eventstore.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incharge.testing.ArchitectureRules;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void the_house_rules_hold() {
        ArchitectureRules.of("incharge.eventstore")
                .builtOn("org.springframework", "org.axonframework", "com.mongodb", "org.apache.kafka")
                .using("incharge.http")
                .check();
    }

    @Test
    void axon_is_used_in_its_own_package_only() {
        for (var part : List.of("decider", "http", "boot", "log", "relay")) {
            ArchitectureRules.of("incharge.eventstore." + part)
                    .builtOn("org.springframework", "com.mongodb", "org.apache.kafka")
                    .using("incharge.http", "incharge.eventstore")
                    .check();
        }
    }

    @Test
    void the_log_knows_the_database_and_nothing_else() {
        ArchitectureRules.of("incharge.eventstore.log").builtOn("com.mongodb").check();
    }

    @Test
    void the_rules_can_be_broken() {
        assertThatThrownBy(() -> ArchitectureRules.of("incharge.eventstore.log").check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("com.mongodb");
    }
}

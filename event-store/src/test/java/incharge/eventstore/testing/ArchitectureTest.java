package incharge.eventstore.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incharge.testing.ArchitectureRules;
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

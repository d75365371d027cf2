package incharge.feed;

import incharge.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void the_house_rules_hold() {
        ArchitectureRules.of("incharge.feed")
                .builtOn("org.springframework", "com.mongodb", "org.apache.kafka")
                .using("incharge.http", "incharge.sealing")
                .check();
    }
}

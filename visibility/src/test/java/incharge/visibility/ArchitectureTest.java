package incharge.visibility;

import incharge.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void the_house_rules_hold() {
        ArchitectureRules.of("incharge.visibility")
                .using("incharge.http", "incharge.feed")
                .check();
    }
}

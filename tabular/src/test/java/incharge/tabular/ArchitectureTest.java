package incharge.tabular;

import incharge.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void the_house_rules_hold() {
        ArchitectureRules.of("incharge.tabular").check();
    }
}

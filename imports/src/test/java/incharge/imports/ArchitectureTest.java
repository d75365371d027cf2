package incharge.imports;

import incharge.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void the_house_rules_hold() {
        ArchitectureRules.of("incharge.imports")
                .builtOn("com.mongodb")
                .withEdges("Settings")
                .using(
                        "incharge.http",
                        "incharge.feed",
                        "incharge.eventstore",
                        "incharge.tabular",
                        "incharge.visibility")
                .check();
    }
}

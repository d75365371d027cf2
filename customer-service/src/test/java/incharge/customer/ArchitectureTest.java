package incharge.customer;

import incharge.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void the_architecture_rules_hold() {
        ArchitectureRules.of("incharge.customer")
                .withEdges("Store", "Upload")
                .using(
                        "incharge.http",
                        "incharge.feed",
                        "incharge.eventstore",
                        "incharge.visibility",
                        "incharge.imports",
                        "incharge.sealing",
                        "incharge.tabular")
                .check();
    }
}

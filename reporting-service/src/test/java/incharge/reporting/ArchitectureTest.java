package incharge.reporting;

import incharge.eventstore.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    /** The database is what {@code versions} is about; an answer is made for the web. */
    @Test
    void the_house_rules_hold() {
        ArchitectureRules.of("incharge.reporting")
                .withEdges("Answer", "Chronicle", "Codec", "Feed", "Rebuild", "Sources")
                .check();
    }
}

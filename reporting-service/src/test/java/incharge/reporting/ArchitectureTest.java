package incharge.reporting;

import incharge.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void the_house_rules_hold() {
        ArchitectureRules.of("incharge.reporting")
                .withEdges(
                        "Answer",
                        "Checkpoints",
                        "HistoryFilter",
                        "ThingFilter",
                        "ThingOrder",
                        "VersionBatch",
                        "VersionStore",
                        "HistoryStore",
                        "StoreCursor",
                        "Codec",
                        "Feed",
                        "FreshGeneration",
                        "FreshVersions",
                        "Rebuild",
                        "Runs",
                        "SegmentStore",
                        "Sources")
                .using("incharge.http", "incharge.feed", "incharge.sealing", "incharge.visibility", "incharge.tabular")
                .check();
    }
}

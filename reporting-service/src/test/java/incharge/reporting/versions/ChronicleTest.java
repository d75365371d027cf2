package incharge.reporting.versions;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import incharge.feed.Fact;
import incharge.local.RealParts;
import incharge.reporting.testing.RandomStory;
import incharge.reporting.testing.Stored;
import incharge.reporting.testing.Told;
import incharge.reporting.versions.Chronicle.Concern;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChronicleTest {

    private static final Told TOLD = RandomStory.of(7, 1_000);
    private static final Stored STORED = new Stored();

    @BeforeAll
    static void hear() {
        STORED.hear(TOLD.facts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"category", "tag", "role", "team", "employee", "customer", "project"})
    void the_rows_of_a_subject_are_found_without_a_look_at_those_of_others(String kind) {
        var fact = firstOf(kind);
        var concern = new Concern(Set.of(UUID.fromString(fact.subject())), Set.of(), Set.of());

        var found = RealParts.mongoClient()
                .getDatabase(STORED.name())
                .getCollection(Chronicle.name(Source.ofTopic(fact.topic()), 1))
                .withCodecRegistry(EntryCodec.registry())
                .find(Filters.and(concern.filter(), Filters.lte(EntryCodec.SEQUENCE, Long.MAX_VALUE)))
                .sort(Sorts.descending(EntryCodec.SEQUENCE))
                .explain(ExplainVerbosity.EXECUTION_STATS)
                .get("executionStats", Document.class);

        assertThat(found.getInteger("nReturned")).isPositive();
        // one that two branches may find is counted twice
        assertThat(found.getInteger("totalDocsExamined")).isLessThanOrEqualTo(3 * found.getInteger("nReturned"));
    }

    private static Fact firstOf(String kind) {
        return TOLD.facts().stream()
                .filter(fact ->
                        fact.subject().equals(fact.payload().path(kind + "Id").asString("")))
                .findFirst()
                .orElseThrow();
    }
}

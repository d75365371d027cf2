package incharge.reporting.versions;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import incharge.feed.Fact;
import incharge.local.RealParts;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.RandomFacts;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionStoreTest {

    private static final FactScript SCRIPT = RandomFacts.of(7, 1_000);
    private static final StoredVersions VERSIONS = new StoredVersions();

    @BeforeAll
    static void apply() {
        VERSIONS.apply(SCRIPT.facts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"category", "tag", "role", "team", "employee", "customer", "project"})
    void the_rows_of_a_subject_are_found_without_a_look_at_those_of_others(String kind) {
        Fact fact = firstOf(kind);
        var filter = new HistoryFilter(Set.of(UUID.fromString(fact.subject())), Set.of(), Set.of());

        Document found = RealParts.mongoClient()
                .getDatabase(VERSIONS.name())
                .getCollection(VersionStore.name(Source.ofTopic(fact.topic()), 1))
                .withCodecRegistry(EntryCodec.registry())
                .find(Filters.and(filter.query(), Filters.lte(EntryCodec.SEQUENCE, Long.MAX_VALUE)))
                .sort(Sorts.descending(EntryCodec.SEQUENCE))
                .explain(ExplainVerbosity.EXECUTION_STATS)
                .get("executionStats", Document.class);

        assertThat(found.getInteger("nReturned")).isPositive();
        // one that two branches may find is counted twice
        assertThat(found.getInteger("totalDocsExamined")).isLessThanOrEqualTo(3 * found.getInteger("nReturned"));
    }

    private static Fact firstOf(String kind) {
        return SCRIPT.facts().stream()
                .filter(fact ->
                        fact.subject().equals(fact.payload().path(kind + "Id").asString("")))
                .findFirst()
                .orElseThrow();
    }
}

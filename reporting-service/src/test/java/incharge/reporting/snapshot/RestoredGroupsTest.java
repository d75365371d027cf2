package incharge.reporting.snapshot;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.StoredVersions;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings, and groups that are deleted and made again under their ids, as they were known at each time. */
class RestoredGroupsTest {

    @ParameterizedTest
    @ValueSource(ints = {3, 2_048})
    void each_time_shows_what_was_known_then(int segment) {
        FactScript script = new FactScript().customer("Acme", "1");
        Instant first = script.last().time();
        script.category("Retail").tag("Key").categorised("Acme", "Retail", null).tagged("Acme", "Key");
        Instant before = script.last().time();
        script.settings("name", "Example Oy", "rolesInUse", false);
        script.categoryDeleted("Retail");
        script.groupings("TagDeleted", id("Key"), "tagId", id("Key"));
        Instant between = script.last().time();
        script.category("Retail").categorised("Acme", "Retail", null);
        script.tag("Key").tagged("Acme", "Key").settings("name", "Example Oy", "rolesInUse", true);
        for (int i = 0; i < 10; i++) {
            script.tag("Other " + i);
        }
        try (Snapshots snapshots = new StoredVersions(segment).apply(script).follow()) {
            var views = new Views(snapshots);
            String ofCategory = "/api/categories/" + id("Retail") + "/customers";
            String ofTag = "/api/tags/" + id("Key") + "/customers";

            assertThat(views.names(ofCategory)).containsExactly("Acme");
            assertThat(views.names(ofTag)).containsExactly("Acme");
            assertThat(views.names(ofCategory + "?asOf=" + before)).containsExactly("Acme");
            assertThat(views.names(ofTag + "?asOf=" + before)).containsExactly("Acme");
            assertThat(views.get(ofCategory + "?asOf=" + between).getStatus()).isEqualTo(404);
            assertThat(views.get(ofTag + "?asOf=" + between).getStatus()).isEqualTo(404);
            assertThat(views.names("/api/customers?category=none&asOf=" + between))
                    .containsExactly("Acme");

            assertThat(views.get("/api/matrix?view=role&asOf=" + first).getStatus())
                    .as("before any settings")
                    .isEqualTo(200);
            assertThat(views.get("/api/matrix?view=role&asOf=" + between).getStatus())
                    .isEqualTo(422);
            assertThat(views.get("/api/matrix?view=role").getStatus()).isEqualTo(200);
            assertThat(views.json("/api/session").at("/workspace/name").asString())
                    .isEqualTo("Example Oy");
        }
    }
}

package incharge.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Any one process may die at any time during an import: nothing acknowledged is lost and no row is done twice. */
class KilledPartsTest {

    private static final int ROWS = 20_000;

    @Test
    void an_import_ends_in_the_same_counts_whichever_part_is_killed_meanwhile() {
        String file = "number,name,category,tags\n"
                + IntStream.rangeClosed(1, ROWS)
                        .mapToObj(i -> "K-" + i + ",Killed " + i + ",Group " + i % 7 + ",Even;Odd")
                        .collect(Collectors.joining("\n"));
        try (RunningSystem system = RunningSystem.start()) {
            Api api = Api.as("demo-admin", system);
            Api.Answer accepted = api.upload("customers", "", "customers.csv", file.getBytes(UTF_8), Map.of())
                    .expect(202);

            int processed = 0;
            for (String part : RunningSystem.PARTS) {
                processed = progressBeyond(processed, api, accepted);
                assertThat(processed)
                        .as("rows done when " + part + " is killed")
                        .isLessThan(ROWS);
                long killed = system.part(part).pid();
                system.kill(part);
                await("another " + part)
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> system.part(part).pid() != killed
                                && system.part(part).isAlive());
            }

            Api.Answer done = api.finished(accepted);
            JsonNode result = done.json();
            assertThat(result.get("state").asString()).as(done.text()).isEqualTo("done");
            assertThat(result.get("created").asInt()).isEqualTo(ROWS);
            assertThat(result.get("processed").asInt()).isEqualTo(ROWS);

            await().atMost(Duration.ofSeconds(120))
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .untilAsserted(() -> everythingArrived(api));
            List<JsonNode> customers = api.all("/api/customers");
            assertThat(customers.stream().map(customer -> customer.get("number").asString()))
                    .doesNotHaveDuplicates()
                    .hasSize(ROWS);
            JsonNode verification = HealthTest.verified(api);
            assertThat(verification.get("state").asString())
                    .as(verification.toString())
                    .isEqualTo("equal");
        }
    }

    /** How many rows are done, as soon as it is more than before: what was killed last is back in its work. */
    private static int progressBeyond(int before, Api api, Api.Answer accepted) {
        return await("progress beyond row " + before)
                .atMost(Duration.ofSeconds(120))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> api.progress(accepted), processed -> processed > before);
    }

    private static void everythingArrived(Api api) {
        Api.Answer customers = api.get("/api/customers?limit=1");
        assertThat(customers.status()).as(customers.text()).isEqualTo(200);
        assertThat(customers.json().get("total").asInt()).isEqualTo(ROWS);
        Api.Answer categories = api.get("/api/categories");
        assertThat(categories.status()).as(categories.text()).isEqualTo(200);
        int members = 0;
        for (JsonNode category : categories.json().get("items")) {
            members += category.get("customerCount").asInt();
        }
        // the seven of the file and the three that every workspace begins with
        assertThat(categories.json().get("total").asInt()).isEqualTo(10);
        assertThat(members).isEqualTo(ROWS);
        Api.Answer tags = api.get("/api/tags");
        assertThat(tags.status()).as(tags.text()).isEqualTo(200);
        for (JsonNode tag : tags.json().get("items")) {
            assertThat(tag.get("customerCount").asInt()).isEqualTo(ROWS);
        }
    }
}

package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a new user finds after the first start: every view has something to show, also of the past. */
class DemoTest {

    @Test
    void the_demo_company_has_a_past_and_what_comes_next_has_the_time_of_now() {
        Instant began = Instant.now();
        try (RunningSystem system = RunningSystem.start(true)) {
            assertThat(system.output()).noneMatch(line -> line.contains("refused") || line.contains("Not all"));
            Api api = Api.as("demo-admin", system);

            assertThat(api.all("/api/customers?archived=true")).hasSizeGreaterThanOrEqualTo(120);
            assertThat(api.all("/api/employees")).hasSize(30);
            assertThat(texts(api.all("/api/categories"), "name"))
                    .contains("Domestic", "Industry", "Healthcare")
                    .doesNotContain("Wholesale");
            assertThat(texts(api.all("/api/tags"), "group")).contains("Segment", "Relationship");
            assertThat(api.all("/api/categories"))
                    .anyMatch(category -> !category.get("sellerIds").isEmpty()
                            && !category.get("numberingStart").isNull()
                            && !category.get("accounts").get("ledger").isNull());
            thePastIsThere(api);
            aCompanyIsInItsRegistry(api);

            Api.Answer made =
                    api.post("/api/customers", "{\"name\":\"Of today\"}").expect(201);
            JsonNode registered = api.all(
                            "/api/history?subject=" + made.json().get("id").asString(),
                            "Min-Event-Position",
                            made.header("Event-Position"))
                    .getFirst();
            assertThat(Instant.parse(registered.get("at").asString())).isAfter(began.minus(Duration.ofSeconds(1)));
        }
    }

    static String twoYearsAgo() {
        return LocalDate.now(ZoneOffset.UTC).minusYears(2) + "T12:00:00Z";
    }

    private static void thePastIsThere(Api api) {
        JsonNode now = counts(api, "");
        JsonNode then = counts(api, "&asOf=" + twoYearsAgo());
        assertThat(then.get("customers").asInt())
                .isGreaterThan(80)
                .isLessThan(now.get("customers").asInt());
        assertThat(counts(api, "&period=coming").get("responsibilities").asInt())
                .isPositive();
        assertThat(counts(api, "&period=all").get("responsibilities").asInt())
                .isGreaterThan(now.get("responsibilities").asInt());
        assertThat(texts(api.all("/api/history"), "source")).contains("import", "click", "bulk", "undo");
        assertThat(api.get("/api/responsibilities/batches?limit=100").json().get("items"))
                .anyMatch(batch -> batch.get("undone").asBoolean());
    }

    private static void aCompanyIsInItsRegistry(Api api) {
        String customer =
                api.all("/api/customers?q=Koivula%20Sj").getFirst().get("id").asString();
        JsonNode found =
                api.get("/api/customers/" + customer + "/registry").expect(200).json();
        assertThat(found.get("registry").asString()).isEqualTo("no-brreg");
        assertThat(found.get("items")).anyMatch(item -> item.get("differs").asBoolean());
    }

    private static JsonNode counts(Api api, String query) {
        return api.get("/api/matrix?limit=0&columns=false" + query)
                .expect(200)
                .json()
                .get("counts");
    }

    private static List<String> texts(List<JsonNode> items, String field) {
        return items.stream()
                .map(item -> item.path(field).asString(""))
                .distinct()
                .toList();
    }
}

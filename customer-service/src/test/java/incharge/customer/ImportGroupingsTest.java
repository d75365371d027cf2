package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.http.testing.TestTokens;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Rows of an import that ask for categories and tags of the same customer. */
class ImportGroupingsTest extends ServiceTest {

    private static final String ADMIN = TestTokens.bearer("demo-admin");
    private static final String UPSERT = "/api/customers/imports?mode=upsert";

    @Test
    void each_row_asks_for_what_the_rows_before_have_not_asked_for() {
        String number = fresh("N");
        String rows = """
                number,name,category,tags
                %1$s,Langworth,Gold,
                %1$s,,,VIP
                %1$s,,gold,vip
                %1$s,,Silver,VIP;Fair
                %1$s,,Gold,
                """.formatted(number);

        assertThat(imported(ADMIN, UPSERT, rows))
                .containsExactly("created", "updated", "unchanged", "updated", "updated");
        assertThat(asked(number))
                .containsExactly(
                        "{\"category\":{\"name\":\"Gold\"}}",
                        "{\"tags\":[{\"name\":\"VIP\"}]}",
                        "{\"category\":{\"name\":\"Silver\"},\"tags\":[{\"name\":\"Fair\"}]}",
                        "{\"category\":{\"name\":\"Gold\"}}");
    }

    @Test
    void of_a_customer_that_has_something_each_row_asks_for_what_is_new() {
        String name = fresh("Silver");
        UUID silver = category(name);
        String customer = registered("");
        String number = api.get("/api/customers/" + customer).text("number");
        categorise(customer, silver);
        awaitConsumed();
        String rows = """
                number,category,tags
                %1$s,%2$s,
                %1$s,,VIP
                %1$s,New,
                %1$s,%2$s,
                """.formatted(number, name);

        assertThat(imported(ADMIN, UPSERT, rows)).containsExactly("unchanged", "updated", "updated", "updated");
        assertThat(asked(number))
                .containsExactly(
                        "{\"tags\":[{\"name\":\"VIP\"}]}",
                        "{\"category\":{\"name\":\"New\"}}",
                        "{\"category\":{\"name\":\"%s\"}}".formatted(name));
    }

    @Test
    void whoever_may_not_edit_groups_names_the_category_of_a_new_customer_as_often_as_they_like() {
        String name = fresh("Ours");
        category(name);
        String number = fresh("N");
        String rows = "number,name,category\n%1$s,Langworth,%2$s\n%1$s,Langworth Ltd,%2$s\n%1$s,,New\n"
                .formatted(number, name);

        assertThat(imported(TestTokens.bearer("demo-seller"), UPSERT, rows))
                .containsExactly("created", "updated", "forbidden category");
    }

    @Test
    void one_row_that_may_not_be_asked_stops_no_other() {
        String name = fresh("Ours");
        UUID ours = category(name);
        String customer = registered("");
        String number = api.get("/api/customers/" + customer).text("number");
        categorise(customer, ours);
        awaitConsumed();
        String rows = "number,category\n%1$s,%2$s\n%1$s,New\n%1$s,%2$s\n".formatted(number, name);

        assertThat(imported(TestTokens.bearer("demo-seller"), UPSERT, rows))
                .containsExactly("unchanged", "forbidden category", "unchanged");
    }

    /** What was asked of grouping-service for the customer with that number, one after the other. */
    private List<String> asked(String number) {
        var json = new ObjectMapper();
        var payloads = store.log().read(1, 100_000).stream()
                .map(event -> json.readTree(event.payload()))
                .toList();
        String customer = payloads.stream()
                .filter(payload -> payload.path("number").asString("").equals(number))
                .findFirst()
                .orElseThrow()
                .get("customerId")
                .asString();
        return payloads.stream()
                .filter(payload -> payload.path("customerId").asString("").equals(customer))
                .map(payload -> payload.path("requestedGrouping"))
                .filter(JsonNode::isObject)
                .map(JsonNode::toString)
                .toList();
    }
}

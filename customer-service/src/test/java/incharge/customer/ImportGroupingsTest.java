package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.http.testing.TestTokens;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Rows of an import that request categories and tags for the same customer. */
class ImportGroupingsTest extends ServiceTest {

    private static final String ADMIN = TestTokens.bearer("demo-admin");
    private static final String UPSERT = "/api/customers/imports?mode=upsert";

    @Test
    void each_row_requests_what_the_rows_before_have_not_requested() {
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
        assertThat(requested(number))
                .containsExactly(
                        "{\"category\":{\"name\":\"Gold\"}}",
                        "{\"tags\":[{\"name\":\"VIP\"}]}",
                        "{\"category\":{\"name\":\"Silver\"},\"tags\":[{\"name\":\"Fair\"}]}",
                        "{\"category\":{\"name\":\"Gold\"}}");
    }

    @Test
    void each_row_requests_what_an_existing_customer_lacks() {
        String name = fresh("Silver");
        UUID silver = category(name);
        String customer = registered("");
        String number = number(customer);
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
        assertThat(requested(number))
                .containsExactly(
                        "{\"tags\":[{\"name\":\"VIP\"}]}",
                        "{\"category\":{\"name\":\"New\"}}",
                        "{\"category\":{\"name\":\"%s\"}}".formatted(name));
    }

    @Test
    void rows_without_edit_of_groups_may_name_the_category_of_a_new_customer_several_times() {
        String name = fresh("Ours");
        category(name);
        String number = fresh("N");
        String rows = "number,name,category\n%1$s,Langworth,%2$s\n%1$s,Langworth Ltd,%2$s\n%1$s,,New\n"
                .formatted(number, name);

        assertThat(imported(TestTokens.bearer("demo-seller"), UPSERT, rows))
                .containsExactly("created", "updated", "forbidden category");
    }

    @Test
    void a_row_with_a_forbidden_request_stops_no_other_row() {
        String name = fresh("Ours");
        UUID ours = category(name);
        String customer = registered("");
        String number = number(customer);
        categorise(customer, ours);
        awaitConsumed();
        String rows = "number,category\n%1$s,%2$s\n%1$s,New\n%1$s,%2$s\n".formatted(number, name);

        assertThat(imported(TestTokens.bearer("demo-seller"), UPSERT, rows))
                .containsExactly("unchanged", "forbidden category", "unchanged");
    }

    /** Returns the requests to grouping-service for the customer with that number, in order. */
    private List<String> requested(String number) {
        var json = new ObjectMapper();
        List<JsonNode> payloads = store.log().read(1, 100_000).stream()
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

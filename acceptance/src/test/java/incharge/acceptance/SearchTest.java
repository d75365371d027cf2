package incharge.acceptance;

import static incharge.acceptance.Workspace.assertRefused;
import static incharge.acceptance.Workspace.body;
import static incharge.acceptance.Workspace.texts;
import static incharge.acceptance.Workspace.unique;
import static incharge.acceptance.Workspace.word;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** One search over customers, projects, employees, categories and tags, the best hit first. */
@ExtendWith(SharedSystem.class)
class SearchTest {

    private static RunningSystem system;
    private static Workspace workspace;

    @BeforeAll
    static void start(RunningSystem shared) {
        system = shared;
        workspace = Workspace.of(Api.as("demo-admin", system));
    }

    private static List<JsonNode> found(Workspace client, String q, String more) {
        return client.get("/api/search?q=" + URLEncoder.encode(q, UTF_8) + more)
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .toList();
    }

    private static List<String> ids(String q, String more) {
        return texts(found(workspace, q, more), "/id");
    }

    @Test
    void every_kind_is_found_by_its_name() {
        String mark = word();
        String customer = workspace.customer("Customer " + mark);
        String project = workspace.project(customer, "Project " + mark);
        String employee = workspace.employee("Employee " + mark);
        String category = workspace.category("Category " + mark);
        String tag = workspace.tag("Tag " + mark);

        List<JsonNode> found = found(workspace, mark, "");

        assertThat(found)
                .extracting(item -> item.get("kind").asString() + " "
                        + item.get("id").asString() + " "
                        + item.get("name").asString())
                .containsExactlyInAnyOrder(
                        "customer " + customer + " Customer " + mark,
                        "project " + project + " Project " + mark,
                        "employee " + employee + " Employee " + mark,
                        "category " + category + " Category " + mark,
                        "tag " + tag + " Tag " + mark);
        JsonNode hit = found.stream()
                .filter(item -> item.get("kind").asString().equals("project"))
                .findFirst()
                .orElseThrow();
        assertThat(hit.at("/customer/id").asString()).isEqualTo(customer);
        assertThat(hit.at("/customer/name").asString()).isEqualTo("Customer " + mark);
        assertThat(hit.get("number").asString()).isNotBlank();
        assertThat(ids(mark, "&kind=tag")).containsExactly(tag);
        assertThat(ids(mark, "&kind=tag&kind=employee")).containsExactlyInAnyOrder(tag, employee);
        assertThat(ids(mark, "&kind=customer&limit=1")).containsExactly(customer);
    }

    @Test
    void the_best_hit_is_first() {
        String mark = word();
        String inside = workspace.customer("Aa" + mark + "aa");
        String word = workspace.customer("Aa " + mark + "bb");
        String begins = workspace.customer(mark + "cc");
        String exact = workspace.customer(mark);

        assertThat(ids(mark, "")).containsExactly(exact, begins, word, inside);

        String number = "7" + ThreadLocalRandom.current().nextInt(100_000_000, 999_999_999);
        String longer = workspace.customer(unique("Longer"), "number", number + "1");
        String same = workspace.customer(unique("Same"), "number", number);
        assertThat(ids(number, "")).containsExactly(same, longer);
    }

    @Test
    void customers_are_found_by_every_number_and_address() {
        String vat = vatNumber();
        String ean = ean();
        String email = word() + "@nordvind.example";
        String number = "SEARCH-" + word();
        String customer = workspace.customer(
                unique("Known by much"), "number", number, "vatNumber", vat, "ean", ean, "email", email);

        for (String q :
                List.of(vat, ean, email, number, number.toLowerCase(), email.toUpperCase(), vat.toLowerCase())) {
            assertThat(ids(q, "&kind=customer")).as(q).contains(customer);
        }
        String address = word() + "@nordvind.example";
        String employee = workspace.employee(unique("Known by mail"), "email", address);
        assertThat(ids(address, "")).containsExactly(employee);
    }

    private static String vatNumber() {
        int[] weights = {7, 9, 10, 5, 8, 4, 2};
        while (true) {
            String digits = Integer.toString(ThreadLocalRandom.current().nextInt(1_000_000, 10_000_000));
            int sum = 0;
            for (int i = 0; i < 7; i++) {
                sum += weights[i] * (digits.charAt(i) - '0');
            }
            if (sum % 11 != 1) {
                return "FI" + digits + (sum % 11 == 0 ? 0 : 11 - sum % 11);
            }
        }
    }

    private static String ean() {
        String digits = Long.toString(ThreadLocalRandom.current().nextLong(100_000_000_000L, 1_000_000_000_000L));
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return digits + (10 - sum % 10) % 10;
    }

    @ParameterizedTest
    @CsvSource({
        "Sørensen Straße, sorensen strasse",
        "Łukasz Æbeltoft, lukasz aebeltoft",
        "Özgür Ñandú, OZGUR nandu",
        "Tuomikoski Käsityö, kasityo TUOMIKOSKI",
        "Müller Söhne, sohne muller",
    })
    void case_accents_and_order_do_not_matter(String name, String q) {
        String mark = word();
        String customer = workspace.customer(name + " " + mark);

        assertThat(ids(q + " " + mark, "&kind=customer")).containsExactly(customer);
        assertThat(ids(mark + " " + name, "&kind=customer")).containsExactly(customer);
        assertThat(ids(mark + " " + name + " nothing" + mark, "")).isEmpty();
    }

    @Test
    void a_search_shows_at_most_as_many_as_asked_for() {
        String mark = word();
        StringBuilder rows = new StringBuilder("name\n");
        for (int i = 1; i <= 60; i++) {
            rows.append(mark).append(' ').append(i).append('\n');
        }
        workspace.imported("customers", "", rows.toString());
        workspace.get("/api/customers?limit=1").expect(200);

        assertThat(ids(mark, "")).hasSize(20);
        assertThat(ids(mark, "&limit=50")).hasSize(50);
        assertThat(ids(mark, "&limit=1")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"en, 2 10 Å Z", "sv, 2 10 Z Å"})
    void equal_hits_are_in_the_order_of_the_language(String language, String order) {
        String mark = word();
        for (String name : List.of("Z", "10", "Å", "2")) {
            workspace.customer(mark + " " + name);
        }

        List<String> names = texts(found(workspace, mark, "&lang=" + language), "/name");

        assertThat(names)
                .isEqualTo(Stream.of(order.split(" "))
                        .map(letter -> mark + " " + letter)
                        .toList());
    }

    @Test
    void what_changed_is_found_by_its_new_name_alone() {
        String before = word();
        String after = word();
        String customer = workspace.customer("Named " + before);
        workspace
                .patch("/api/customers/" + customer, body("name", "Named " + after))
                .expect(200);

        assertThat(ids(before, "")).isEmpty();
        assertThat(ids(after, "")).containsExactly(customer);
        String tag = workspace.tag("Tag " + before);
        workspace.delete("/api/tags/" + tag).expect(200);
        assertThat(ids(before, "")).isEmpty();
    }

    @Test
    void a_search_finds_only_what_the_caller_sees() {
        String mark = word();
        String other = workspace.employee("Other " + mark, "seller", true);
        String hidden = workspace.customer("Hidden " + mark);
        String project = workspace.project(hidden, "Project " + mark);
        String closed =
                workspace.category("Closed " + mark, "sellerIds", List.of(other), "customerIds", List.of(hidden));
        String open = workspace.customer("Open " + mark);
        workspace.get("/api/customers?limit=1").expect(200);

        assertThat(ids(mark, "")).contains(hidden, project, closed, open);
        Workspace seller = workspace.as(Api.as("demo-seller", system));
        assertThat(texts(found(seller, mark, ""), "/id")).containsExactlyInAnyOrder(open, other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?q=",
                "?q=%20",
                "?kind=customer",
                "?q=a&kind=planet",
                "?q=a&limit=0",
                "?q=a&limit=51",
                "?q=a&limit=ten",
                "?q=a&colour=red",
                "?q=a&lang=de",
            })
    void a_search_at_fault_is_a_400(String query) {
        assertRefused(workspace.get("/api/search" + query), 400, "", "");
    }
}

package incharge.reporting.overview;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.feed.Fact;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;

class OverviewTest {

    private final FactScript script = new FactScript()
            .category("Retail")
            .tag("Key")
            .tag("Alpha")
            .customers(
                    "CustomerRegistered",
                    id("Langworth"),
                    "customerId",
                    id("Langworth"),
                    "number",
                    "1001",
                    "name",
                    "Langworth",
                    "vatNumber",
                    "FI01120389",
                    "customerSince",
                    "2024-02-29")
            .customer("Émile", "99")
            .customer("zeta", "K10")
            .customer("Gone", "K9")
            .customers("CustomerArchived", id("Gone"), "customerId", id("Gone"))
            .project("Audit", "P-1", "Langworth")
            .project("Books", "P-2", "Langworth")
            .project("Old", "P-3", "zeta")
            .customers("ProjectArchived", id("Old"), "projectId", id("Old"), "customerId", id("zeta"))
            .categorised("Langworth", "Retail", null)
            .categorised("Gone", "Retail", null)
            .tagged("Langworth", "Key")
            .tagged("Langworth", "Alpha");

    private final InMemoryTimeline entries = new InMemoryTimeline().apply(script.facts());
    private final Views views = new Views(entries);

    @Test
    void a_customer_has_all_columns() {
        assertThat(views.json("/api/customers?q=fi0112").get("items").toString())
                .isEqualTo("""
                        [{"id":"%s","kind":"company","number":"1001","name":"Langworth","initials":"L","vatNumber":"FI01120389","projectCount":2,\
                        "createdAt":"2026-03-01T08:00:04Z","createdBy":{"user":"anna"},"customerSince":"2024-02-29",\
                        "category":{"id":"%s","name":"Retail"},\
                        "tags":[{"id":"%s","name":"Alpha"},{"id":"%s","name":"Key"}],"archived":false,\
                        "responsible":[],"responsibleCount":0,"owners":[],"avatar":null,"nextAction":null}]""".formatted(id("Langworth"), id("Retail"), id("Alpha"), id("Key")));
    }

    @Test
    void a_customer_that_is_a_person_says_so() {
        entries.apply(script.customers(
                        "CustomerRegistered",
                        id("Anna"),
                        "customerId",
                        id("Anna"),
                        "number",
                        "7",
                        "name",
                        "Anna",
                        "kind",
                        "person")
                .customers("CustomerRenamed", id("Anna"), "customerId", id("Anna"), "name", "Annika", "kind", "person")
                .facts());

        assertThat(views.json("/api/customers?q=annika").at("/items/0/kind").asString())
                .isEqualTo("person");
        assertThat(views.json("/api/customers?q=langworth").at("/items/0/kind").asString())
                .isEqualTo("company");
    }

    @Test
    void the_owners_are_those_in_the_marked_role_else_those_without_one() {
        script.role("Owner", "customer").role("Accountant", "customer");
        for (String name : List.of("Zoe", "Bo", "Anna", "Eva")) {
            script.employee(name, null, false, true);
        }
        script.assigned("zeta", "Zoe", null, null, null)
                .assigned("zeta", "Bo", null, null, null)
                .assigned("zeta", "Eva", null, null, LocalDate.parse("2026-02-28"))
                .assigned("zeta", "Anna", "Owner", null, null)
                .assigned("zeta", "Eva", "Accountant", null, null)
                .assignedToProject("Old", "zeta", "Eva", "Owner", null, null);
        entries.apply(script.facts());
        Instant unmarked = script.last().time();
        entries.apply(script.ownerRole("Owner", true).facts());
        Instant marked = script.last().time();

        assertThat(owners("")).containsExactly("Anna");
        entries.apply(
                script.ownerRole("Owner", false).ownerRole("Accountant", true).facts());
        assertThat(owners("")).containsExactly("Eva");
        assertThat(owners("&asOf=" + marked)).containsExactly("Anna");
        assertThat(owners("&asOf=" + unmarked)).containsExactly("Bo", "Zoe");
        entries.apply(script.employeeDeleted("Eva").facts());
        assertThat(owners("")).isEmpty();
    }

    private List<String> owners(String more) {
        return views.json("/api/customers?q=zeta" + more)
                .at("/items/0/owners")
                .valueStream()
                .map(owner -> owner.get("name").asString())
                .toList();
    }

    @Test
    void at_most_five_of_those_in_charge_are_listed_and_all_are_counted() {
        script.role("Owner", "customer").role("Accountant", "customer");
        for (String name : List.of("\u00C4ke", "Zoe", "Bo", "Anna", "Eva", "Dag")) {
            script.employee(name, null, false, true).assigned("zeta", name, "Owner", null, null);
        }
        entries.apply(script.assigned("zeta", "Anna", "Accountant", null, null)
                .assigned("zeta", "Bo", null, LocalDate.parse("2026-07-01"), null)
                .assigned("Langworth", "Bo", null, null, LocalDate.parse("2026-01-31"))
                .facts());

        JsonNode row = views.json("/api/customers?q=zeta&lang=fi").at("/items/0");
        assertThat(row.get("responsible").toString()).isEqualTo("""
                        [{"id":"%s","name":"Anna","roleId":"%s"},{"id":"%s","name":"Anna","roleId":"%s"},\
                        {"id":"%s","name":"Bo","roleId":"%s"},{"id":"%s","name":"Dag","roleId":"%s"},\
                        {"id":"%s","name":"Eva","roleId":"%s"}]""".formatted(
                        id("Anna"),
                        id("Accountant"),
                        id("Anna"),
                        id("Owner"),
                        id("Bo"),
                        id("Owner"),
                        id("Dag"),
                        id("Owner"),
                        id("Eva"),
                        id("Owner")));
        assertThat(row.get("responsibleCount").asInt()).isEqualTo(7);
        assertThat(views.json("/api/customers?q=langworth")
                        .at("/items/0/responsibleCount")
                        .asInt())
                .isZero();
        assertThat(views.json("/api/customers?q=langworth&on=2026-01-31")
                        .at("/items/0/responsibleCount")
                        .asInt())
                .isEqualTo(1);
        assertThat(views.json("/api/customers?q=zeta&on=2026-07-01")
                        .at("/items/0/responsibleCount")
                        .asInt())
                .isEqualTo(8);
    }

    @Test
    void who_is_in_charge_needs_view_of_responsibilities() {
        var without = views.without("responsibilities");

        for (String path : List.of("/api/customers", "/api/categories/" + id("Retail") + "/customers")) {
            assertThat(views.json(path).at("/items/0").has("responsible")).isTrue();
            assertThat(without.json(path).at("/items/0").has("responsible")).isFalse();
            assertThat(without.json(path).at("/items/0").has("responsibleCount"))
                    .isFalse();
        }
    }

    @Test
    void lists_of_categories_and_tags_count_who_is_in_no_category() {
        assertThat(views.json("/api/categories").get("uncategorisedCount").asInt())
                .isEqualTo(2);
        assertThat(views.json("/api/tags?q=nothing").get("uncategorisedCount").asInt())
                .isEqualTo(2);
    }

    @Test
    void customers_are_sorted_as_requested() {
        assertThat(views.names("/api/customers")).containsExactly("Émile", "Langworth", "zeta");
        assertThat(views.names("/api/customers?sort=number&archived=true"))
                .containsExactly("Émile", "Langworth", "Gone", "zeta");
        assertThat(views.names("/api/customers?sort=createdAt")).containsExactly("Langworth", "Émile", "zeta");
        assertThat(views.names("/api/customers?sort=projectCount")).containsExactly("Émile", "zeta", "Langworth");
    }

    @Test
    void pages_of_every_order_hold_every_customer_once() {
        for (String sort : List.of("name", "number", "createdAt", "projectCount")) {
            JsonNode first = views.json("/api/customers?limit=2&sort=" + sort);
            JsonNode second = views.json("/api/customers?limit=2&sort=" + sort + "&cursor="
                    + first.get("next").asString());

            assertThat(first.get("items")).hasSize(2);
            assertThat(second.get("items")).hasSize(1);
            assertThat(second.get("next").isNull()).isTrue();
            assertThat(first.get("items").toString())
                    .doesNotContain(second.at("/items/0/id").asString());
        }
    }

    @Test
    void archived_ones_are_hidden_by_default_also_in_counts() {
        assertThat(views.names("/api/customers?archived=true")).contains("Gone");
        assertThat(views.json("/api/categories").at("/items/0/customerCount").asInt())
                .isEqualTo(1);
        assertThat(views.json("/api/tags").at("/items/0/customerCount").asInt()).isEqualTo(1);
        assertThat(views.names("/api/projects")).containsExactly("Audit", "Books");
        assertThat(views.names("/api/projects?archived=true&customer=" + id("zeta")))
                .containsExactly("Old");
    }

    @Test
    void a_category_and_a_tag_list_their_customers() {
        assertThat(views.names("/api/categories/" + id("Retail") + "/customers"))
                .containsExactly("Langworth");
        assertThat(views.names("/api/categories/" + id("Retail") + "/customers?archived=true"))
                .containsExactly("Gone", "Langworth");
        assertThat(views.names("/api/tags/" + id("Key") + "/customers?q=lang")).containsExactly("Langworth");
        assertThat(views.get("/api/tags/" + id("Key") + "/customers.xlsx").getStatus())
                .isEqualTo(200);
        assertThat(views.get("/api/categories/" + id("nothing") + "/customers").getStatus())
                .isEqualTo(404);
        assertThat(views.get("/api/tags/nothing/customers").getStatus()).isEqualTo(400);
    }

    @Test
    void the_file_has_the_rows_of_the_query() {
        MockHttpServletResponse csv = views.get("/api/customers.csv?category=" + id("Retail"));

        assertThat(new String(csv.getContentAsByteArray(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "\uFEFFCustomer,Number,VAT number,Projects,Created at,Customer since,Category,Tags,Archived\r\n"
                                + "Langworth,1001,FI01120389,2,2026-03-01,2024-02-29,Retail,Alpha; Key,no\r\n");
    }

    @Test
    void the_requested_category_counts_until_its_owner_answers() {
        entries.apply(script.customerRequesting("New", "2000", "name", "RETAIL").facts());
        long request = script.last().sequence();
        assertThat(category("New")).isEqualTo("Retail");

        entries.apply(script.groupings(
                        "CategoryRequestKept",
                        id("New"),
                        "customerId",
                        id("New"),
                        "answering",
                        request,
                        "code",
                        "category-unknown")
                .facts());
        assertThat(category("New")).isNull();

        entries.apply(script.customers(
                        "CustomerGroupingRequested",
                        id("New"),
                        "customerId",
                        id("New"),
                        "requestedGrouping",
                        FactScript.fields("category", FactScript.fields("id", id("Retail"))))
                .facts());
        assertThat(category("New")).isEqualTo("Retail");
    }

    @Test
    void requested_tags_count_until_their_owner_answers() {
        entries.apply(script.customerRequestingTags(
                        "New",
                        "2000",
                        List.of(
                                FactScript.fields("id", id("Key")),
                                FactScript.fields("name", "ALPHA"),
                                FactScript.fields("name", "No such")))
                .facts());
        long request = script.last().sequence();
        assertThat(tags("New")).containsExactly("Alpha", "Key");
        assertAllAgreeOn("New", "Key", "Alpha");

        entries.apply(script.tagged("New", "Key").facts());
        assertThat(tags("New")).as("a person gave one").containsExactly("Alpha", "Key");
        assertAllAgreeOn("New", "Key", "Alpha");

        entries.apply(script.untagged("New", "Key").facts());
        assertThat(tags("New")).as("and took it").containsExactly("Alpha");
        assertNobodyNewHas("Key");

        entries.apply(script.tag("No such")
                .tagged("New", "No such", request)
                .tagged("New", "Alpha", request)
                .facts());
        assertThat(tags("New")).as("answered").containsExactly("Alpha", "No such");
        assertAllAgreeOn("New", "Alpha");
        assertNobodyNewHas("Key");

        entries.apply(script.groupings("TagDeleted", id("Alpha"), "tagId", id("Alpha"))
                .facts());
        assertThat(tags("New")).containsExactly("No such");
    }

    @Test
    void a_tag_that_was_given_and_taken_is_gone_whatever_the_clocks_say() {
        for (long behind : new long[] {-60, 0, 60}) {
            String customer = "Behind " + behind;
            entries.apply(script.customerRequestingTags(customer, "2000", List.of(FactScript.fields("name", "Key")))
                    .facts());
            Fact request = script.last();
            assertThat(tags(customer)).as(customer).containsExactly("Key");

            script.from(request.time().minusSeconds(behind));
            entries.apply(script.tagged(customer, "Key", request.sequence()).facts());
            assertThat(tags(customer)).as(customer).containsExactly("Key");

            entries.apply(script.untagged(customer, "Key").facts());
            assertThat(tags(customer)).as(customer).isEmpty();
            assertNobodyNewHas("Key");

            entries.apply(script.requestTags(customer, List.of(FactScript.fields("name", "Key")))
                    .facts());
            assertThat(tags(customer)).as("requested again, " + customer).isEmpty();

            entries.apply(
                    script.tagged(customer, "Key", script.last().sequence()).facts());
            assertThat(tags(customer)).as("given again, " + customer).containsExactly("Key");

            entries.apply(script.untagged(customer, "Key").facts());
        }
    }

    @Test
    void a_request_for_tags_only_is_answered_by_the_tags_given() {
        entries.apply(script.customer("New", "2000")
                .requestTags("New", List.of(FactScript.fields("id", id("Key")), FactScript.fields("id", id("Alpha"))))
                .facts());
        long request = script.last().sequence();
        entries.apply(script.requestTags("New", List.of(FactScript.fields("name", "Later")))
                .tag("Later")
                .facts());
        long later = request + 1;
        assertThat(tags("New")).containsExactly("Alpha", "Key", "Later");

        entries.apply(script.tagged("New", "Key", request).facts());
        assertThat(tags("New")).as("the second request waits still").containsExactly("Key", "Later");

        entries.apply(script.tagged("New", "Later", later).facts());
        assertThat(tags("New")).containsExactly("Key", "Later");
        assertAllAgreeOn("New", "Key");
    }

    @Test
    void the_answer_about_the_category_is_one_about_the_tags_too() {
        entries.apply(script.customers(
                        "CustomerRegistered",
                        id("New"),
                        "customerId",
                        id("New"),
                        "number",
                        "2000",
                        "name",
                        "New",
                        "requestedGrouping",
                        FactScript.fields(
                                "category",
                                FactScript.fields("id", id("Retail")),
                                "tags",
                                List.of(FactScript.fields("name", "Key"))))
                .facts());
        long request = script.last().sequence();
        assertThat(tags("New")).containsExactly("Key");

        entries.apply(script.categorised("New", "Retail", request).facts());
        assertThat(tags("New")).isEmpty();

        entries.apply(script.tagged("New", "Key", request).facts());
        assertThat(tags("New")).containsExactly("Key");
    }

    @Test
    void a_tag_that_got_a_name_after_the_answer_is_not_the_requested_one() {
        entries.apply(script.customerRequestingTags("New", "2000", List.of(FactScript.fields("name", "Key")))
                .facts());
        Fact request = script.last();
        entries.apply(script.from(request.time().minusSeconds(60))
                .tagged("New", "Key", request.sequence())
                .untagged("New", "Key")
                .tagRenamed("Key", "VIP")
                .tag("Other")
                .tagRenamed("Other", "Key")
                .facts());

        assertThat(tags("New")).isEmpty();
        assertThat(views.names("/api/tags/" + id("Other") + "/customers")).isEmpty();
    }

    private void assertNobodyNewHas(String tag) {
        assertThat(views.names("/api/tags/" + id(tag) + "/customers")).containsExactly("Langworth");
        assertThat(views.names("/api/customers?tag=" + id(tag))).containsExactly("Langworth");
        assertThat(views.json("/api/tags?q=" + tag).at("/items/0/customerCount").asInt())
                .isEqualTo(1);
        assertThat(views.json("/api/matrix?tag=" + id(tag)).get("total").asInt())
                .isEqualTo(1);
    }

    private void assertAllAgreeOn(String customer, String... tags) {
        for (String tag : tags) {
            assertThat(views.names("/api/tags/" + id(tag) + "/customers"))
                    .as(tag)
                    .containsExactly("Langworth", customer);
            assertThat(views.names("/api/customers?tag=" + id(tag))).containsExactly("Langworth", customer);
            assertThat(views.json("/api/tags?q=" + tag)
                            .at("/items/0/customerCount")
                            .asInt())
                    .isEqualTo(2);
            assertThat(views.json("/api/matrix?tag=" + id(tag)).get("total").asInt())
                    .isEqualTo(2);
        }
    }

    private List<String> tags(String customer) {
        return views.json("/api/customers?customer=" + id(customer))
                .at("/items/0/tags")
                .valueStream()
                .map(tag -> tag.get("name").asString())
                .toList();
    }

    @Test
    void a_deleted_category_or_tag_leaves_its_customers() {
        entries.apply(script.groupings("CategoryDeleted", id("Retail"), "categoryId", id("Retail"))
                .groupings("TagDeleted", id("Key"), "tagId", id("Key"))
                .facts());

        assertThat(category("Langworth")).isNull();
        assertThat(views.json("/api/customers?q=langworth").at("/items/0/tags").toString())
                .contains("Alpha")
                .doesNotContain("Key");
        assertThat(views.names("/api/customers?category=none")).contains("Langworth");
        assertThat(views.names("/api/customers?category=" + id("Retail"))).isEmpty();
    }

    private String category(String customer) {
        JsonNode category =
                views.json("/api/customers?customer=" + id(customer)).at("/items/0/category");
        return category.isNull() ? null : category.get("name").asString();
    }
}

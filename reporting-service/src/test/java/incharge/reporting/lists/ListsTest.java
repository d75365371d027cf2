package incharge.reporting.lists;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;

class ListsTest {

    private final FactScript script = new FactScript()
            .team("North")
            .team("Old")
            .role("Manager", "project")
            .role("Accountant", "customer")
            .employee("Bo", "Old", true, true)
            .employee("Anna", "North", false, false)
            .signingIn("cilla,1", false, true)
            .responsibilities("TeamDeleted", id("Old"), "teamId", id("Old"))
            .customer("Langworth", "1")
            .customers(
                    "ProjectOpened",
                    id("Audit"),
                    "projectId",
                    id("Audit"),
                    "customerId",
                    id("Langworth"),
                    "number",
                    "P-7",
                    "name",
                    "Audit",
                    "status",
                    "open",
                    "start",
                    "2026-01-01",
                    "amount",
                    FactScript.fields("amount", "12.30", "currency", "EUR"))
            .project("Books", "P-10", "Langworth")
            .groupings(
                    "CategoryCreated",
                    id("Retail"),
                    "categoryId",
                    id("Retail"),
                    "name",
                    "Retail",
                    "numberingStart",
                    1000,
                    "accounts",
                    FactScript.fields("ledger", "4300"),
                    "sellerIds",
                    List.of(id("Bo").toString()));
    private final InMemoryTimeline timeline = new InMemoryTimeline().apply(script.facts());
    private final Views views = new Views(timeline);

    @Test
    void projects_are_chosen_by_what_the_settings_call_closed() {
        publish(script.customers(
                "ProjectStatusChanged",
                id("Audit"),
                "projectId",
                id("Audit"),
                "customerId",
                id("Langworth"),
                "status",
                "DELIVERED"));
        assertThat(views.names("/api/projects?open=true")).containsExactly("Books");
        assertThat(views.names("/api/projects?open=false")).containsExactly("Audit");
        assertThat(views.names("/api/projects?open=true&open=false")).containsExactly("Audit", "Books");

        publish(script.groupings(
                "SettingsChanged",
                id("workspace"),
                "workspaceId",
                id("workspace"),
                "closedProjectStatuses",
                List.of("Open")));
        assertThat(views.names("/api/projects?open=true")).containsExactly("Audit");
        assertThat(views.names("/api/customers/" + id("Langworth") + "/projects?open=false"))
                .containsExactly("Books");
    }

    @Test
    void projects_are_listed_beneath_their_customer_also_an_archived_one() {
        publish(script.customer("Other", "2").project("Review", "P-1", "Other"));
        String ofLangworth = "/api/customers/" + id("Langworth") + "/projects";

        assertThat(views.names(ofLangworth + "?sort=number")).containsExactly("Audit", "Books");
        assertThat(views.names(ofLangworth + "?q=boo")).containsExactly("Books");
        assertThat(views.names("/api/projects?customer=" + id("Other"))).containsExactly("Review");

        publish(script.customers(
                        "ProjectArchived", id("Books"), "projectId", id("Books"), "customerId", id("Langworth"))
                .customers("CustomerArchived", id("Langworth"), "customerId", id("Langworth")));
        assertThat(views.names(ofLangworth)).containsExactly("Audit");
        assertThat(views.names(ofLangworth + "?archived=true")).containsExactly("Audit", "Books");
        assertThat(views.names("/api/projects")).containsExactly("Review");
        assertThat(views.get("/api/customers/" + id("Nobody") + "/projects").getStatus())
                .isEqualTo(404);
    }

    @Test
    void projects_are_chosen_by_the_day_on_which_they_were_opened() {
        publish(script.from(Instant.parse("2026-03-03T12:00:00Z")).project("Review", "P-1", "Langworth"));

        assertThat(views.names("/api/projects?from=2026-03-02")).containsExactly("Review");
        assertThat(views.names("/api/projects?to=2026-03-02")).containsExactly("Audit", "Books");
        assertThat(views.names("/api/projects?from=2026-03-01&to=2026-03-03"))
                .containsExactly("Audit", "Books", "Review");
    }

    @Test
    void a_role_says_whether_it_is_that_of_the_owners() {
        publish(script.ownerRole("Accountant", true));

        assertThat(views.json("/api/roles?kind=customer").get("items").toString())
                .isEqualTo("""
                        [{"id":"%s","name":"Accountant","kind":"customer","owner":true}]""".formatted(id("Accountant")));
        assertThat(views.json("/api/roles?kind=project").at("/items/0/owner").asBoolean())
                .isFalse();
    }

    private void publish(FactScript more) {
        timeline.apply(more.facts());
    }

    @Test
    void each_list_names_what_it_holds() {
        assertThat(views.json("/api/employees?q=anna").get("items").toString())
                .isEqualTo("""
                        [{"id":"%s","externalId":null,"name":"Anna","email":"anna@langworth.example","phone":null,\
                        "title":null,"teamId":"%s","team":{"id":"%s","name":"North"},"seller":false,\
                        "sellerInfo":null,"active":false}]""".formatted(id("Anna"), id("North"), id("North")));
        assertThat(views.json("/api/employees?q=bo").get("items").toString()).isEqualTo("""
                        [{"id":"%s","externalId":null,"name":"Bo","email":"bo@langworth.example","phone":null,\
                        "title":null,"teamId":null,"team":null,"seller":true,"sellerInfo":"Sells","active":true}]""".formatted(id("Bo")));
        assertThat(views.json("/api/projects?sort=number").get("items").get(0).toString())
                .isEqualTo("""
                        {"id":"%s","number":"P-7","customerId":"%s","customer":{"id":"%s","name":"Langworth"},\
                        "name":"Audit","status":"open","start":"2026-01-01","end":null,\
                        "amount":{"amount":"12.30","currency":"EUR"},"archived":false}""".formatted(id("Audit"), id("Langworth"), id("Langworth")));
        assertThat(views.json("/api/categories").get("items").toString())
                .isEqualTo("""
                        [{"id":"%s","name":"Retail","numberingStart":1000,\
                        "accounts":{"ledger":"4300","debtorControl":null},"accountingTargets":[],\
                        "sellerIds":["%s"],"sellers":[{"id":"%s","name":"Bo"}],"customerCount":0}]""".formatted(id("Retail"), id("Bo"), id("Bo")));
        assertThat(views.json("/api/roles?kind=customer").get("items").toString())
                .isEqualTo("""
                        [{"id":"%s","name":"Accountant","kind":"customer","owner":false}]""".formatted(id("Accountant")));
        assertThat(views.names("/api/teams")).containsExactly("North");
        assertThat(views.names("/api/employees?seller=true&active=true&q=B")).containsExactly("Bo");
        assertThat(views.names("/api/employees?team=" + id("Old"))).isEmpty();
        assertThat(views.names("/api/employees?externalId=cilla,1&externalId=who"))
                .containsExactly("cilla,1");
        assertThat(views.names("/api/employees?externalId=cilla")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/matrix?view=person",
                "/api/matrix?limit=-1",
                "/api/matrix?limit=501",
                "/api/matrix?offset=-1",
                "/api/matrix?offset=",
                "/api/matrix?offset=1.5",
                "/api/matrix?offset=1&offset=2",
                "/api/matrix?offset=1&cursor=AAAA",
                "/api/matrix?columns=",
                "/api/matrix?columns=none",
                "/api/matrix?rows=",
                "/api/matrix?rows=SET",
                "/api/matrix?rows=set&rows=empty",
                "/api/matrix?subject=",
                "/api/matrix?subject=none",
                "/api/matrix?period=past",
                "/api/matrix?lang=de",
                "/api/matrix?lang=",
                "/api/matrix?lang=FI",
                "/api/matrix?lang=fi&lang=sv",
                "/api/matrix?bom=false",
                "/api/matrix.csv?offset=0",
                "/api/matrix.csv?limit=1",
                "/api/matrix.csv?columns=false",
                "/api/matrix.xlsx?cursor=AAAA",
                "/api/matrix.xlsx?rows=some",
                "/api/matrix.xlsx?lang=no",
                "/api/assignees?offset=0",
                "/api/assignees?limit=0",
                "/api/assignees?subject=00000000-0000-4000-8000-000000000000",
                "/api/assignees?lang=xx",
                "/api/assignees.csv?lang=xx",
                "/api/customers?offset=0",
                "/api/customers?lang=xx",
                "/api/customers.xlsx?lang=xx",
                "/api/projects?lang=xx",
                "/api/employees?lang=xx",
                "/api/teams?lang=xx",
                "/api/roles?lang=xx",
                "/api/categories?lang=xx",
                "/api/tags?lang=xx",
                "/api/tags/00000000-0000-4000-8000-000000000000/customers?lang=xx",
                "/api/matrix?limit=501",
                "/api/matrix?cursor=AAAA",
                "/api/matrix?customer=x",
                "/api/matrix?category=some",
                "/api/matrix?projects=yes",
                "/api/matrix?period=on",
                "/api/matrix?on=2026-02-30",
                "/api/matrix?asOf=yesterday",
                "/api/matrix?asOf=2999-01-01T00:00:00Z",
                "/api/matrix?team=1&team=2",
                "/api/matrix?on=2026-01-01&on=2026-01-01",
                "/api/matrix?view=role&view=employee",
                "/api/matrix?period=all&period=all",
                "/api/matrix?limit=1&limit=1",
                "/api/matrix?asOf=2026-06-01T00:00:00Z&asOf=2026-06-01T00:00:00Z",
                "/api/customers?sort=name&sort=name",
                "/api/roles?kind=customer&kind=both",
                "/api/employees?seller=true&seller=yes",
                "/api/matrix?unknown=1",
                "/api/customers?sort=-name",
                "/api/customers?sort=vat",
                "/api/customers?q=%00",
                "/api/customers?q=",
                "/api/customers?q=ann&q=+",
                "/api/customers?q=%C2%AD",
                "/api/customers?category=",
                "/api/customers?tag=",
                "/api/customers?archived=",
                "/api/customers?sort=",
                "/api/customers?asOf=",
                "/api/customers?limit=",
                "/api/customers?cursor=",
                "/api/customers?cursor=AAAA",
                "/api/customers?archived=TRUE",
                "/api/customers?archived=1",
                "/api/customers.csv?bom=no",
                "/api/customers.csv?bom=",
                "/api/customers?bom=false",
                "/api/assignees.csv?bom=true&bom=false",
                "/api/employees?externalId=",
                "/api/matrix?view=",
                "/api/matrix?on=",
                "/api/assignees?role=x",
                "/api/assignees.csv?limit=1",
                "/api/teams?archived=true",
                "/api/roles?kind=both",
                "/api/categories/00000000-0000-4000-8000-000000000000/customers?category=none",
                "/api/categories/00000000-0000-4000-8000-000000000000/customers.csv?category=none",
                "/api/tags/00000000-0000-4000-8000-000000000000/customers?tag=00000000-0000-4000-8000-000000000000",
                "/api/tags/00000000-0000-4000-8000-000000000000/customers.xlsx?tag=1"
            })
    void an_invalid_parameter_is_refused_and_named(String query) {
        MockHttpServletResponse refused = views.get(query);

        assertThat(refused.getStatus()).as(query).isEqualTo(400);
        assertThat(refused.getContentType()).isEqualTo("application/problem+json");
        String name = query.replaceAll(".*\\?([a-zA-Z]+)=.*", "$1");
        assertThat(new String(refused.getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"field\":\"" + name);
    }

    @Test
    void a_repeated_filter_takes_any_of_its_values() {
        assertThat(views.names("/api/employees?q=ann&q=BO")).containsExactly("Anna", "Bo");
        assertThat(views.names("/api/employees?q=x,ann")).isEmpty();
        assertThat(views.names("/api/employees?q=ann&q=%CC%81")).hasSize(3);
        assertThat(views.names("/api/employees?seller=true&seller=false")).hasSize(3);
        assertThat(views.names("/api/employees?active=false&active=false")).containsExactly("Anna");
        assertThat(views.names("/api/roles?kind=customer&kind=project")).containsExactly("Accountant", "Manager");
        assertThat(views.names("/api/teams?q=nor&q=sou")).containsExactly("North");
        assertThat(views.names("/api/projects?q=audit&q=books&archived=true&archived=true"))
                .containsExactly("Audit", "Books");
        assertThat(views.json("/api/matrix?q=lang&q=zzz&seller=true&seller=false&projects=true&projects=true")
                        .get("total")
                        .asInt())
                .isEqualTo(3);
        assertThat(views.json("/api/assignees?q=lang&q=zzz&projects=true&projects=true")
                        .get("total")
                        .asInt())
                .isZero();
        assertThat(views.names("/api/customers?q=zzz&q=lang&q=1,zzz")).containsExactly("Langworth");
        assertThat(views.names("/api/categories?q=ret&q=x")).containsExactly("Retail");
    }

    @Test
    void a_cursor_of_another_query_is_refused() {
        String cursor = views.json("/api/employees?limit=1").get("next").asString();

        assertThat(views.get("/api/employees?limit=2&cursor=" + cursor).getStatus())
                .isEqualTo(200);
        assertThat(views.get("/api/employees?limit=1&q=b&cursor=" + cursor).getStatus())
                .isEqualTo(400);
        assertThat(views.get("/api/matrix?limit=1&cursor=" + cursor).getStatus())
                .isEqualTo(400);
    }
}

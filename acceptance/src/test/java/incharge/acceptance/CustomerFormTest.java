package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A person creates a customer and changes it, on one form. */
class CustomerFormTest extends PageTest {

    private static Api editor;

    @BeforeAll
    static void signIn() {
        editor = api("demo-editor");
    }

    @Test
    void creates_a_customer_with_everything_that_is_known() {
        String word = unique();
        String name = "Whole " + word;
        String category = "Class " + word;
        created(editor, "/api/categories", "{\"name\":\"" + category + "\",\"numberingStart\":910000}");
        created(editor, "/api/tags", "{\"name\":\"Mark " + word + "\"}");
        Visit visit = open("demo-editor", "/customers");
        visit.link("Create customer").click();
        assertThat(visit.heading("Create customer")).isFocused();
        assertThat(visit.text(nextFree(""))).isVisible();

        visit.choose("Category", category);
        visit.choose("Tags", "Mark " + word);
        assertThat(visit.button("Remove Mark " + word)).isVisible();
        assertThat(visit.page().getByText(Pattern.compile("^Next free: 91\\d{4}$")))
                .isVisible();
        visit.textbox("Name").fill(name);
        visit.textbox("VAT number").fill("FI01120389");
        visit.textbox("EAN number").fill("5790000123452");
        visit.textbox("E-mail").fill("office@whole.example");
        visit.textbox("Phone").fill("+358 40 123");
        visit.textbox("Website").fill("https://whole.example");
        visit.textbox("Street").fill("Katu 1");
        visit.textbox("Postcode").fill("00100");
        visit.textbox("City").fill("Helsinki");
        visit.labelled("Customer since").fill("2024-02-29");
        visit.choose("Main currency", "SEK");
        visit.choose("Country", "Finland");
        visit.button("Save").click();

        assertThat(visit.heading(name)).isFocused();
        assertThat(visit.successNotification(name + " is created.")).isVisible();
        JsonNode made = editor.get("/api/customers/" + visit.address().substring("/customers/".length()))
                .json();
        assertThat(made.get("number").asString()).startsWith("91");
        assertThat(made.get("customerSince").asString()).isEqualTo("2024-02-29");
        assertThat(made.get("address").get("city").asString()).isEqualTo("Helsinki");
        assertThat(List.of(made.get("currency").asString(), made.get("country").asString()))
                .containsExactly("SEK", "FI");
        visit.link("Customers").last().click();
        visit.searchbox("Search customers").fill(word);
        assertThat(visit.row("Customers", name)).containsText(category);
        assertThat(visit.row("Customers", name)).containsText("Mark " + word);
    }

    private static String nextFree(String query) {
        return "Next free: "
                + editor.get("/api/customers/next-number" + query)
                        .json()
                        .get("number")
                        .asString();
    }

    @Test
    void says_at_the_field_what_is_wrong() {
        expectConsoleMessage("409");
        expectConsoleMessage("422");
        String word = unique();
        created(editor, "/api/customers", "{\"name\":\"Owner " + word + "\",\"number\":\"N" + word + "\"}");
        Visit visit = open("demo-editor", "/customers/new");

        visit.textbox("EAN number").fill("123");
        visit.button("Save").click();
        Visit alert = visit.in(visit.alert("Check these fields"));
        assertThat(alert.scope()).isFocused();
        assertThat(visit.textbox("Name")).hasAttribute("aria-invalid", "true");
        assertThat(visit.textbox("Name")).hasAccessibleDescription("This is needed.");
        alert.link("EAN number: An EAN number has 13 digits.").click();
        assertThat(visit.textbox("EAN number")).isFocused();

        visit.textbox("EAN number").fill("");
        visit.textbox("Name").fill("Second " + word);
        visit.textbox("Customer number").fill("N" + word);
        visit.button("Save").click();
        assertThat(visit.textbox("Customer number")).hasAccessibleDescription("This customer number is taken.");
        assertThat(visit.page().locator("main")).not().containsText("Owner");
        visit.textbox("Customer number").fill("");
        visit.textbox("VAT number").fill("FI1");
        visit.button("Save").click();
        assertThat(visit.textbox("VAT number")).hasAttribute("aria-invalid", "true");
        assertThat(alert.scope()).containsText("VAT number");
        visit.button("Cancel").click();
        assertThat(visit.heading("Customers")).isFocused();
    }

    @Test
    void offers_an_unsaved_form_again() {
        Visit visit = open("demo-editor", "/customers/new");
        visit.textbox("Name").fill("Half done");
        visit.page().reload();

        assertThat(visit.textbox("Name")).hasValue("");
        visit.button("Restore").click();
        assertThat(visit.textbox("Name")).hasValue("Half done");
    }

    @Test
    void sends_only_what_was_changed() {
        String word = unique();
        String id = created(
                editor,
                "/api/customers",
                "{\"name\":\"Kept %s\",\"phone\":\"1\",\"email\":\"a@b.example\",\"country\":\"NO\"}".formatted(word));
        Visit visit = open("demo-editor", "/customers/" + id + "/edit");
        assertThat(visit.heading("Edit Kept " + word)).isFocused();
        visit.textbox("Phone").fill("2");
        visit.textbox("E-mail").fill("");

        Request sent =
                visit.page().waitForRequest(request -> request.method().equals("PATCH"), visit.button("Save")::click);

        assertThat(sent.postData()).isEqualTo("{\"email\":null,\"phone\":\"2\"}");
        assertThat(sent.headers()).containsKey("if-match").containsKey("idempotency-key");
        assertThat(visit.heading("Kept " + word)).isVisible();
    }

    @Test
    void shows_both_versions_when_another_person_was_faster() {
        expectConsoleMessage("412");
        String word = unique();
        String id = created(editor, "/api/customers", "{\"name\":\"Twice " + word + "\",\"phone\":\"1\"}");
        Visit visit = open("demo-editor", "/customers/" + id + "/edit");
        visit.textbox("City").fill("Bergen");
        editor.patch("/api/customers/" + id, "{\"phone\":\"3\"}").expect(200);

        visit.button("Save").click();
        Visit conflict = visit.in(visit.dialog("Changed meanwhile"));
        assertThat(conflict.scope()).containsText("Bergen");
        conflict.button("Apply mine").click();
        assertThat(visit.heading("Twice " + word)).isVisible();

        JsonNode now = editor.get("/api/customers/" + id).json();
        assertThat(now.get("phone").asString()).isEqualTo("3");
        assertThat(now.get("address").get("city").asString()).isEqualTo("Bergen");
    }

    @Test
    void asks_for_a_category_where_every_customer_needs_one() {
        expectConsoleMessage("422");
        String word = unique();
        created(editor, "/api/categories", "{\"name\":\"Needed " + word + "\"}");
        Visit visit = open("demo-editor", "/customers/new");
        visit.page()
                .route(
                        "**/api/customers",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(422)
                                .setContentType("application/problem+json")
                                .setBody("{\"status\":422,\"code\":\"category-required\"}")));
        visit.textbox("Name").fill("Sorted " + word);
        visit.button("Save").click();
        assertThat(visit.combobox("Category")).hasAttribute("aria-invalid", "true");
        assertThat(visit.alert("Check these fields")).containsText("Category");

        visit.page().unroute("**/api/customers");
        visit.choose("Category", "Needed " + word);
        visit.button("Save").click();
        assertThat(visit.heading("Sorted " + word)).isVisible();
    }
}

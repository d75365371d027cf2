package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People see what may be sold to all customers, and what it is worth. */
class SalesPageTest extends PageTest {

    private Workspace editor;
    private String word;
    private String customer;

    @BeforeEach
    void create() {
        editor = Workspace.of(api("demo-editor"));
        word = Workspace.word();
        customer = editor.customer("Buyer " + word);
    }

    /** Opens a sales case of some euros, and waits until the lists have it. */
    private void salesCase(String name, String amount, int probability, String state) {
        Map<String, Object> value = Workspace.fields("amount", amount, "currency", "EUR");
        editor.made(
                "/api/customers/" + customer + "/sales-cases",
                "name",
                name + " " + word,
                "value",
                value,
                "probability",
                probability,
                "state",
                state);
        editor.get("/api/sales-cases?q=" + word).expect(200);
    }

    @Test
    void adds_up_what_the_filters_show() {
        salesCase("Roof", "1000", 50, "open");
        salesCase("Wall", "300", 10, "open");
        salesCase("Door", "70", 100, "won");
        Visit visit = open("demo-viewer", "/projects");
        Visit tabs = visit.in(visit.navigation("Projects"));
        tabs.link("Sales cases").click();
        assertThat(tabs.link("Sales cases")).hasAttribute("aria-current", "page");
        assertThat(visit.heading("Sales cases")).isFocused();

        visit.searchbox("Search sales cases").fill(word);
        assertThat(visit.shown()).hasText("3 sales cases · 1,370 EUR, weighted 600 EUR");
        visit.choose("State", "Open");
        assertThat(visit.shown()).hasText("2 sales cases · 1,300 EUR, weighted 530 EUR");
        visit.button("Clear filters").click();
        visit.choose("Customer", word, "Buyer " + word);
        assertThat(visit.shown()).hasText("3 sales cases · 1,370 EUR, weighted 600 EUR");
        String sheet = visit.link("CSV").getAttribute("href");
        assertThat(sheet).startsWith("/api/sales-cases.csv?customer=" + customer);
        assertThat(Sheet.ofCsv(api("demo-viewer").get(sheet))).hasSize(4);
        assertThat(visit.link("Create sales case")).hasCount(0);
    }

    @Test
    void lives_from_its_opening_to_its_end() {
        Visit visit = open("demo-editor", "/sales?customer=" + customer);
        visit.link("Create sales case").first().click();
        visit.textbox("Name").fill("Bridge " + word);
        visit.choose("Customer", word, "Buyer " + word);
        visit.textbox("Value").fill("2500");
        visit.choose("Currency", "SEK");
        visit.textbox("Probability").fill("40");
        visit.button("Save").click();
        assertThat(visit.heading("Bridge " + word)).isFocused();
        assertThat(visit.link("Buyer " + word)).hasAttribute("href", "/customers/" + customer);

        visit.menu("More actions", "Close as won");
        visit.in(visit.dialog("Close as won")).button("Close as won").click();
        assertThat(visit.successNotification("Bridge " + word + " is won.")).isVisible();
        assertThat(visit.region("History").getByRole(AriaRole.LISTITEM)).hasCount(2);
        assertThat(visit.region("History")).containsText("closed the sales case Bridge " + word);
        Visit list = open("demo-viewer", "/sales?q=" + word + "&state=won");
        assertThat(list.row("Sales cases", "Bridge " + word)).containsText("100 %");
        assertThat(list.shown()).hasText("1 sales case · 2,500 SEK, weighted 2,500 SEK");
    }
}

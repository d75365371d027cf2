package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** An administrator adds fields to all customers, and an editor fills them in. */
class CustomFieldsPageTest extends PageTest {

    private final String word = Workspace.word();
    private final String terms = "Terms " + word;
    private final String limit = "Limit " + word;

    private static void add(Visit visit, String name, String type, String choices) {
        visit.button("New custom field").click();
        Visit dialog = visit.in(visit.dialog("New custom field"));
        dialog.textbox("Name").fill(name);
        dialog.choose("Type", type);
        if (choices != null) {
            dialog.textbox("Choices").fill(choices);
        }
        dialog.button("Save").click();
        assertThat(visit.row("Custom fields", name)).isVisible();
    }

    @Test
    void are_added_ordered_filled_in_and_deleted() {
        Workspace editor = Workspace.of(api("demo-editor"));
        String customer = editor.customer("Fields " + word);
        editor.get("/api/customers/" + customer + "/card").expect(200);
        Visit visit = open("demo-admin", "/settings");
        visit.link("Custom fields").click();
        assertThat(visit.heading("Custom fields")).isFocused();
        add(visit, terms, "Choice", "EXW\nDAP");
        add(visit, limit, "Number", null);
        assertThat(visit.row("Custom fields", terms)).containsText("EXW, DAP");
        visit.button("Move " + limit + " up").click();
        assertThat(visit.table("Custom fields")
                        .getByRole(AriaRole.ROW)
                        .filter(new Locator.FilterOptions().setHasText(word)))
                .containsText(new String[] {limit, terms});

        Visit card = open("demo-editor", "/customers/" + customer + "/settings");
        Visit fields = card.in(card.region("Custom fields"));
        fields.textbox(limit).fill("2500");
        fields.choose(terms, "DAP");
        fields.button("Save").click();
        assertThat(card.successNotification("Fields " + word)).isVisible();
        assertThat(editor.get("/api/customers/" + customer)
                        .json()
                        .get("customFields")
                        .toString())
                .contains("DAP", "2500");

        visit.button("Edit " + terms).click();
        Visit dialog = visit.in(visit.dialog("Edit " + terms));
        dialog.textbox("Choices").fill("EXW\nDDP");
        dialog.button("Save").click();
        assertThat(visit.row("Custom fields", terms)).containsText("EXW, DDP");
        for (String name : List.of(terms, limit)) {
            visit.button("Delete " + name).click();
            visit.in(visit.dialog("Delete " + name + "?")).button("Delete").click();
            assertThat(visit.row("Custom fields", name)).hasCount(0);
        }
        assertThat(card.region("Custom fields").getByText(limit)).hasCount(0);
    }

    @Test
    void refuse_a_name_that_is_taken() {
        expectConsoleMessage("409");
        Visit visit = open("demo-admin", "/settings/custom-fields");
        add(visit, terms, "Text", null);
        visit.button("New custom field").click();
        Visit dialog = visit.in(visit.dialog("New custom field"));
        dialog.textbox("Name").fill(terms.toUpperCase(Locale.ROOT));
        dialog.button("Save").click();
        assertThat(dialog.textbox("Name")).hasAccessibleDescription("There is another custom field of this name.");
        dialog.button("Cancel").click();
        visit.button("Delete " + terms).click();
        visit.in(visit.dialog("Delete " + terms + "?")).button("Delete").click();
        assertThat(visit.row("Custom fields", terms)).hasCount(0);
    }

    @Test
    void are_set_up_by_an_administrator_alone() {
        Visit visit = open("demo-editor", "/settings");
        assertThat(visit.heading("All settings")).isVisible();
        assertThat(visit.link("Custom fields")).hasCount(0);
        visit.go("/settings/custom-fields");
        assertThat(visit.heading("No access")).isVisible();
    }
}

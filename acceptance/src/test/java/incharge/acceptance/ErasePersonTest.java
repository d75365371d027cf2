package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An admin erases persons on their pages; every page then has words in place of their names. */
class ErasePersonTest extends PageTest {

    private static final String ERASED = "Erased person";

    private static Api admin;

    @BeforeAll
    static void signIn() {
        admin = api("demo-admin");
    }

    @Test
    void erases_an_employee_whom_open_pages_name_no_more() {
        String word = unique();
        String name = "Ida " + word;
        String id = created(admin, "/api/employees", """
                {"name":"%s","email":"ida@%s.example","title":"Clerk %s"}""".formatted(name, word, word));
        String customer = created(admin, "/api/customers", "{\"name\":\"Held " + word + "\"}");
        assign(admin, "customer", customer, id, "");
        Visit assignees = open("demo-viewer", "/customers/assignees?customer=" + customer);
        Visit matrix = open("demo-viewer", "/customers/responsibilities?customer=" + customer + "&employee=" + id);
        Visit card = open("demo-viewer", "/customers/" + customer);
        assertThat(assignees.row("Assignees", name)).isVisible();
        assertThat(matrix.button(name + ", 1 responsibility")).isVisible();
        assertThat(card.region("Overview")).containsText(name);

        Visit visit = open("demo-admin", "/settings/employees/" + id);
        visit.button("Erase person…").click();
        Visit dialog = visit.in(visit.dialog("Erase " + name + "?"));
        assertThat(dialog.button("Erase person")).hasCount(0);
        dialog.button("Make inactive").click();
        confirm(dialog, name, "Requested by the person");

        assertThat(visit.heading(ERASED)).isVisible();
        assertThat(visit.successNotification("The person is erased.")).isVisible();
        assertThat(assignees.row("Assignees", ERASED)).isVisible();
        assertThat(matrix.button(ERASED + ", 1 responsibility")).isVisible();
        assertThat(card.region("Overview")).containsText(ERASED);
        visit.go("/settings/employees/" + id);
        assertThat(visit.heading(ERASED)).isVisible();
        visit.go("/customers/" + customer + "/history");
        assertThat(visit.all(AriaRole.MAIN)).containsText(ERASED);
        visit.go("/settings/employees?q=" + word);
        assertThat(visit.text("Nothing matches these filters.")).isVisible();
        for (Visit each : new Visit[] {visit, assignees, matrix, card}) {
            assertThat(each.page().locator("body")).not().containsText(name);
            assertThat(each.page().locator("body")).not().containsText("ida@" + word);
        }
        proves(visit, id, "Employee", "Requested by the person");
    }

    @Test
    void registers_a_person_as_a_customer_and_erases_the_person() {
        String word = unique();
        String name = "Kim " + word;
        Visit visit = open("demo-admin", "/customers/new");
        visit.radio("Person").check();
        visit.textbox("Name").fill(name);
        visit.textbox("Customer number").fill("K" + word);
        visit.textbox("E-mail").fill("kim@" + word + ".example");
        visit.button("Save").click();
        assertThat(visit.heading(name)).isFocused();
        assertThat(visit.all(AriaRole.MAIN).getByText("Person", exactly())).isVisible();
        String id = visit.address().substring("/customers/".length());

        visit.menu("More actions", "Erase person…");
        Visit dialog = visit.in(visit.dialog("Erase " + name + "?"));
        dialog.textbox("Reason").fill("Requested by the person");
        dialog.textbox("Name of the person").fill("Somebody else");
        dialog.button("Erase person").click();
        assertThat(dialog.alert("Check these fields")).containsText("Name of the person");
        confirm(dialog, name, "Requested by the person");

        assertThat(visit.heading(ERASED)).isVisible();
        visit.link("Edit").click();
        assertThat(visit.heading("Edit " + ERASED)).isVisible();
        assertThat(visit.textbox("Name")).hasCount(0);
        assertThat(visit.textbox("Website")).isVisible();
        visit.go("/customers?q=K" + word);
        assertThat(visit.row("Customers", "K" + word)).containsText(ERASED);
        assertThat(visit.page().locator("body")).not().containsText(name);
        assertThat((String) visit.page().evaluate("JSON.stringify(localStorage)"))
                .as("what the browser keeps")
                .doesNotContain(name);
        proves(visit, id, "Customer", "Requested by the person");
    }

    @Test
    void offers_an_erasure_to_admins_and_of_persons_alone() {
        String word = unique();
        String person = created(admin, "/api/customers", "{\"kind\":\"person\",\"name\":\"Bo " + word + "\"}");
        String company = created(admin, "/api/customers", "{\"name\":\"Bo Oy " + word + "\"}");
        Visit editor = open("demo-editor", "/customers/" + person);
        editor.button("More actions").click();
        assertThat(editor.menuitem("Archive")).isVisible();
        assertThat(editor.menuitem("Erase person…")).hasCount(0);
        editor.go("/settings");
        assertThat(editor.heading("All settings")).isVisible();
        assertThat(editor.link("Erasures")).hasCount(0);

        Visit visit = open("demo-admin", "/customers/" + company);
        visit.button("More actions").click();
        assertThat(visit.menuitem("Archive")).isVisible();
        assertThat(visit.menuitem("Erase person…")).hasCount(0);
    }

    private static void confirm(Visit dialog, String name, String reason) {
        dialog.textbox("Reason").fill(reason);
        dialog.textbox("Name of the person").fill(name);
        dialog.button("Erase person").click();
    }

    /** Finds the erasure in the settings, and waits until every service is done with it. */
    private static void proves(Visit visit, String id, String kind, String reason) {
        visit.go("/settings");
        visit.link("Erasures").click();
        assertThat(visit.heading("Erasures")).isFocused();
        Locator row = visit.row("Erasures", id.substring(id.length() - 12));
        assertThat(row).containsText(kind);
        assertThat(row).containsText(reason);
        assertThat(row.getByText("Pending")).hasCount(0);
        assertThat(row.getByText("Done")).hasCount(4);
        row.getByRole(AriaRole.BUTTON).first().click();
        assertThat(visit.dialog("Erasure of " + id.substring(id.length() - 12))).containsText(id);
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }
}

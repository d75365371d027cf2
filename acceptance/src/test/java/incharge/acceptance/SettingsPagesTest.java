package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An administrator sets up people, roles, accounts and the workspace. */
class SettingsPagesTest extends PageTest {

    private static Api admin;

    @BeforeAll
    static void signIn() {
        admin = api("demo-admin");
    }

    @Test
    void leads_to_everything_that_is_set_up_once() {
        Visit visit = open("demo-admin", "/settings");
        assertThat(visit.heading("All settings")).isFocused();
        Visit page = visit.in(visit.all(AriaRole.MAIN));
        for (String name : List.of(
                "Customer groups",
                "Employees",
                "Teams",
                "Customer roles",
                "Project roles",
                "Workspace",
                "Custom fields",
                "Imports",
                "Health",
                "Erasures")) {
            assertThat(page.link(name)).isVisible();
        }

        Visit editor = open("demo-editor", "/settings");
        Visit own = editor.in(editor.all(AriaRole.MAIN));
        assertThat(own.link("Customer groups")).isVisible();
        for (String name :
                List.of("Employees", "Teams", "Customer roles", "Project roles", "Workspace", "Custom fields")) {
            assertThat(own.link(name)).hasCount(0);
        }
    }

    @Test
    void adds_an_employee_who_is_made_inactive_instead_of_deleted() {
        expectConsoleMessage("409");
        String word = unique();
        created(admin, "/api/teams", "{\"name\":\"Crew " + word + "\"}");
        Visit visit = open("demo-admin", "/settings/employees");
        visit.link("New employee").click();
        visit.button("Save").click();
        assertThat(visit.alert("Check these fields")).containsText("Name");
        assertThat(visit.textbox("Name")).hasAccessibleDescription("This is needed.");
        visit.textbox("Name").fill("Kim " + word);
        visit.textbox("Title").fill("Clerk");
        visit.textbox("E-mail").fill("kim@" + word + ".example");
        visit.choose("Team", "Crew " + word);
        visit.button("Save").click();

        assertThat(visit.heading("Employees")).isFocused();
        visit.searchbox("Search employees").fill(word);
        assertThat(visit.row("Employees", "Kim " + word)).containsText("Crew " + word);
        String id = admin.get("/api/employees?q=" + word)
                .json()
                .get("items")
                .get(0)
                .get("id")
                .asString();
        String customer = created(admin, "/api/customers", "{\"name\":\"Of Kim " + word + "\"}");
        assign(admin, "customer", customer, id, "");
        visit.link("Edit Kim " + word).click();
        visit.button("Delete").click();
        Visit dialog = visit.in(visit.dialog("Delete Kim " + word + "?"));
        dialog.button("Delete").click();
        dialog.button("Make inactive").click();
        assertThat(visit.checkbox("Active")).not().isChecked();
        visit.button("Save").click();
        assertThat(visit.heading("Employees")).isFocused();
        assertThat(admin.get("/api/employees/" + id).json().get("active").asBoolean())
                .isFalse();
    }

    @Test
    void names_teams_and_roles_in_dialogs() {
        String word = unique();
        Visit visit = open("demo-admin", "/settings/teams");
        name(visit, "New team", "Team " + word);
        visit.button("Edit Team " + word).click();
        Visit dialog = visit.in(visit.dialog("Team " + word));
        dialog.textbox("Name").fill("");
        dialog.button("Save").click();
        assertThat(dialog.textbox("Name")).hasAttribute("aria-invalid", "true");
        dialog.textbox("Name").fill("Renamed " + word);
        dialog.button("Save").click();
        assertThat(visit.row("Teams", "Renamed " + word)).isVisible();
        delete(visit, "Renamed " + word);

        visit.go("/settings/roles");
        name(visit, "New customer role", "Buyer " + word);
        assertThat(visit.row("Customer roles", "Buyer " + word)).isVisible();
        name(visit, "New project role", "Builder " + word);
        assertThat(visit.row("Project roles", "Builder " + word)).isVisible();
        delete(visit, "Buyer " + word);
        delete(visit, "Builder " + word);
    }

    private static void name(Visit visit, String button, String name) {
        visit.button(button).click();
        Visit dialog = visit.in(visit.dialog(button));
        dialog.textbox("Name").fill(name);
        dialog.button("Save").click();
        assertThat(visit.successNotification(name + " is saved.")).isVisible();
    }

    private static void delete(Visit visit, String name) {
        visit.button("Delete " + name).click();
        visit.in(visit.dialog("Delete " + name + "?")).button("Delete").click();
        assertThat(visit.button("Delete " + name)).hasCount(0);
    }

    @Test
    void changes_the_workspace_and_says_what_is_refused() {
        expectConsoleMessage("422");
        String word = unique();
        JsonNode before = admin.get("/api/settings").json();
        created(admin, "/api/customers", "{\"name\":\"Loose " + word + "\"}");
        Visit visit = open("demo-admin", "/settings/workspace");
        assertThat(visit.checkbox("Roles are used")).isVisible();
        assertThat(visit.checkbox("Accounts are used")).isVisible();
        assertThat(visit.combobox("Country")).isVisible();
        assertThat(visit.combobox("Currency")).isVisible();
        assertThat(visit.textbox("Closed project statuses")).isVisible();
        try {
            boolean dated = before.get("datedClicks").asBoolean();
            Locator box = visit.checkbox("Clicks in the matrix start today");
            box.setChecked(!dated);
            visit.textbox("Payment term").fill("21");
            visit.button("Save").click();
            assertThat(visit.successNotification("The settings are saved.")).isVisible();
            assertThat(admin.get("/api/settings").json().get("datedClicks").asBoolean())
                    .isEqualTo(!dated);

            visit.go("/settings/workspace");
            visit.checkbox("Every customer needs a category").check();
            visit.button("Save").click();
            assertThat(visit.errorNotification("Not changed:")).isVisible();
            assertThat(visit.checkbox("Every customer needs a category")).hasAttribute("aria-invalid", "true");
        } finally {
            admin.patch(
                            "/api/settings",
                            "{\"datedClicks\":%s,\"paymentTermDays\":%s,\"categoryRequired\":%s}"
                                    .formatted(
                                            before.get("datedClicks"),
                                            before.get("paymentTermDays"),
                                            before.get("categoryRequired")))
                    .expect(200);
        }
    }

    @Test
    void keeps_the_accounts_that_categories_may_name() {
        String number = Long.toString(System.nanoTime() % 1_000_000_000);
        Visit visit = open("demo-editor", "/settings/accounts");
        visit.button("Add: Ledger accounts").click();
        Visit dialog = visit.in(visit.dialog("Add: Ledger accounts"));
        dialog.textbox("Number").fill(number);
        dialog.textbox("Name").fill("Sales " + number);
        dialog.button("Save").click();

        assertThat(visit.row("Ledger accounts", "Sales " + number)).containsText(number);
        visit.button("Delete " + number).click();
        assertThat(visit.button("Delete " + number)).hasCount(0);
    }
}

package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person works with the matrix, the list of customers and the customer form. */
class UiTest extends PageTest {

    private static final String WORD = unique();

    @BeforeAll
    static void create() {
        Api api = api("demo-editor");
        for (String name : List.of("First " + WORD, "Second " + WORD, "Third " + WORD)) {
            created(api, "/api/customers", "{\"name\":\"" + name + "\"}");
        }
    }

    /** The first cell that shows nothing. */
    private static Locator emptyCell(Visit visit) {
        return visit.all(AriaRole.GRIDCELL)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setPressed(false))
                .first();
    }

    @Test
    void assigns_by_a_click_and_takes_it_back() {
        Visit visit = open("demo-editor", "/customers/responsibilities?q=" + WORD);
        String name = emptyCell(visit).getAttribute("aria-label");

        visit.button(name).click();

        assertThat(visit.button(name)).hasAttribute("aria-pressed", "true");
        assertThat(visit.successNotification("is now responsible for")).isVisible();
        visit.notifications().button("Undo").click();
        assertThat(visit.successNotification("Undone.")).isVisible();
        assertThat(visit.button(name)).hasAttribute("aria-pressed", "false");
    }

    @Test
    void needs_no_mouse() {
        Visit visit = open("demo-editor", "/customers/responsibilities?q=" + WORD);
        Locator first = emptyCell(visit);
        String name = first.getAttribute("aria-label");
        first.focus();

        visit.page().keyboard().press("Space");
        assertThat(visit.button(name)).hasAttribute("aria-pressed", "true");
        assertThat(visit.successNotification("is now responsible for")).isVisible();
        visit.page().keyboard().press("Delete");
        assertThat(visit.button(name)).hasAttribute("aria-pressed", "false");
        assertThat(visit.successNotification("is no longer responsible for")).isVisible();

        visit.page().keyboard().press("Control+End");
        visit.page().keyboard().press("Shift+ArrowUp");
        visit.page().keyboard().press("Shift+ArrowLeft");
        assertThat(visit.find(AriaRole.TOOLBAR, "Selection")).containsText("4 cells");
        visit.page().keyboard().press("Escape");
        visit.page().keyboard().press("Control+k");
        assertThat(visit.dialog("Command palette")).isVisible();
    }

    @Test
    void sees_what_another_person_does() {
        Visit mine = open("demo-viewer", "/customers/responsibilities?q=" + WORD);
        Visit theirs = open("demo-editor", "/customers/responsibilities?q=" + WORD);
        String name = emptyCell(theirs).getAttribute("aria-label");
        assertThat(mine.text("Live")).isVisible();

        theirs.button(name).click();
        assertThat(mine.button(name)).hasAttribute("aria-pressed", "true");

        theirs.button("Undo last change").click();
        assertThat(mine.button(name)).hasAttribute("aria-pressed", "false");
    }

    @Test
    void sees_only_what_one_may_do() {
        Visit viewer = open("demo-viewer", "/customers");
        assertThat(viewer.table("Customers")).isVisible();
        assertThat(viewer.link("Create customer")).hasCount(0);
        assertThat(viewer.checkbox("Select all")).hasCount(0);

        Visit employee = open("demo-employee", "/customers/assignees");
        assertThat(employee.heading("No access")).isVisible();
        employee.go("/");
        assertThat(employee.heading("My work")).isVisible();
    }

    @Test
    void comes_back_to_the_address_that_was_asked_for() {
        Visit visit = unsigned(options()).go("/customers/assignees?projects=true");

        signIn(visit, "demo-viewer");

        assertThat(visit.heading("Assignees")).isVisible();
        assertThat(visit.checkbox("Show project participants")).isChecked();
        assertThat(visit.page()).hasTitle(Pattern.compile("^Assignees"));
    }

    @Test
    void creates_a_customer_and_finds_it_in_the_list() {
        Visit visit = open("demo-editor", "/customers/new");
        String name = "Brand new customer " + System.nanoTime();

        visit.button("Save").click();
        assertThat(visit.find(AriaRole.ALERT, "Check these fields")).containsText("Name");
        visit.textbox("Name").fill(name);
        visit.button("Save").click();

        assertThat(visit.heading(name)).isVisible();
        visit.go("/customers?q=" + name.replace(' ', '+'));
        assertThat(visit.link(name)).isVisible();
    }
}

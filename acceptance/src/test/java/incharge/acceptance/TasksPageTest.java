package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People see what is to be done for all customers, move it along, and give the same task to many. */
class TasksPageTest extends PageTest {

    private static final LocalDate TODAY = LocalDate.now();

    private Workspace editor;
    private String word;
    private String customer;
    private String project;

    @BeforeEach
    void create() {
        editor = Workspace.of(api("demo-editor"));
        word = Workspace.word();
        customer = editor.customer("Customer " + word);
        project = editor.project(customer, "Project " + word);
    }

    /** Adds a to-do, and waits until the lists have it. */
    private String task(String title, LocalDate due, String status) {
        String id = editor.made(
                "/api/projects/" + project + "/activities",
                "kind",
                "todo",
                "title",
                title + " " + word,
                "due",
                due,
                "status",
                status);
        shown();
        return id;
    }

    private void shown() {
        editor.get("/api/activities?q=" + word).expect(200);
    }

    private Visit openTasks(String person, String more) {
        Visit visit = open(person, "/tasks?q=" + word + more);
        assertThat(visit.heading("Tasks")).isVisible();
        return visit;
    }

    private static Visit column(Visit visit, String name) {
        return visit.in(visit.in(visit.region("Tasks")).find(AriaRole.LIST, name));
    }

    private Locator item(Visit part, String title) {
        return part.find(AriaRole.LISTITEM, title + " " + word);
    }

    @Test
    void moves_along_on_the_board() {
        task("Draft", TODAY.plusDays(3), "not-started");
        task("Late", TODAY.minusDays(3), "not-started");
        Visit visit = openTasks("demo-editor", "");
        Locator first = column(visit, "Not started (2)").all(AriaRole.LISTITEM);
        assertThat(first).hasCount(2);
        assertThat(first.first()).containsText("Late " + word);
        assertThat(first.first()).containsText("Customer " + word);
        assertThat(visit.shown()).hasText("2 tasks");

        item(visit, "Draft").dragTo(visit.page().locator(".lane").nth(1));
        assertThat(item(column(visit, "In progress (1)"), "Draft")).isVisible();
        visit.button("Move Late " + word).click();
        visit.find(AriaRole.MENUITEMRADIO, "Done").click();
        assertThat(item(column(visit, "Done (1)"), "Late")).isVisible();
        assertThat(column(visit, "Not started (0)").scope()).hasCount(1);

        visit.button("Undo last change").click();
        assertThat(item(column(visit, "Not started (1)"), "Late")).isVisible();
        Visit viewer = openTasks("demo-viewer", "");
        assertThat(item(column(viewer, "In progress (1)"), "Draft")).isVisible();
        assertThat(viewer.button("Move Draft " + word)).hasCount(0);
        assertThat(viewer.link("New tasks")).hasCount(0);
    }

    @Test
    void are_filtered_and_downloaded_as_a_table() {
        task("Late", TODAY.minusDays(1), "not-started");
        task("Soon", TODAY.plusDays(2), "in-progress");
        task("Past", TODAY.minusDays(1), "done");
        Visit visit = openTasks("demo-viewer", "");
        visit.in(visit.find(AriaRole.RADIOGROUP, "Show as")).radio("Table").check();
        assertThat(visit.columns("Tasks")).containsExactly("Task", "Customer", "Project", "Assignee", "Due", "Status");
        assertThat(visit.row("Tasks", "Soon " + word)).containsText("In progress");
        assertThat(visit.in(visit.row("Tasks", "Soon " + word)).link("Project " + word))
                .hasAttribute("href", "/projects/" + project);

        visit.choose("Due", "Before today");
        assertThat(visit.shown()).hasText("2 tasks");
        visit.choose("Status", "Not started");
        assertThat(visit.shown()).hasText("1 task");
        assertThat(visit.row("Tasks", "Late " + word)).isVisible();
        String sheet = visit.link("CSV").getAttribute("href");
        assertThat(sheet).contains("kind=todo").contains("status=not-started").contains("to=" + TODAY.minusDays(1));
        assertThat(Sheet.ofCsv(api("demo-viewer").get(sheet))).hasSize(2);

        visit.button("Clear filters").click();
        visit.choose("Customer", word, "Customer " + word);
        assertThat(visit.shown()).hasText("3 tasks");
        assertThat(visit.address()).contains("as=table").contains("customer=" + customer);
    }

    @Test
    void shows_what_another_person_plans() {
        Visit visit = openTasks("demo-viewer", "");
        assertThat(visit.text("Nothing matches these filters.")).isVisible();
        task("Call", TODAY, "not-started");
        assertThat(item(column(visit, "Not started (1)"), "Call")).isVisible();
    }

    @Test
    void go_to_whoever_has_the_role_and_back_in_one_step() {
        String other = editor.customer("Other " + word);
        String keeper = Workspace.unique("Keeper");
        Workspace admin = editor.as(api("demo-admin"));
        String role = admin.role("Role " + word);
        admin.assign(customer, admin.employee(keeper), "roleId", role);
        admin.category("Group " + word, "customerIds", List.of(customer, other));
        admin.get("/api/groupings").expect(200);
        admin.get("/api/customers?q=" + word).expect(200);
        Visit visit = openTasks("demo-editor", "");
        visit.link("New tasks").click();
        assertThat(visit.heading("New tasks")).isFocused();

        visit.textbox("Title").fill("Price list " + word);
        visit.labelled("Due").fill(TODAY.plusDays(7).toString());
        visit.choose("Category or tag", word, "Group " + word + ", category");
        visit.choose("Role", "Role " + word);
        assertThat(visit.row("Preview", "Customer " + word)).containsText(keeper);
        assertThat(visit.row("Preview", "Other " + word)).containsText("Nobody");
        visit.button("Create 2 tasks").click();

        assertThat(visit.heading("Tasks")).isFocused();
        assertThat(visit.successNotification("2 tasks created: Price list " + word))
                .isVisible();
        visit.searchbox("Search tasks").fill(word);
        assertThat(column(visit, "Not started (2)").scope()).isVisible();
        editor.patch("/api/activities/" + taskOf(other), Workspace.body("description", "With the new prices"))
                .expect(200);
        visit.notifications().button("Undo").click();
        assertThat(visit.dialog("Undo: 1 change stays")).containsText("Other " + word);
        visit.in(visit.dialog("Undo: 1 change stays")).button("Close").click();
        assertThat(item(column(visit, "Not started (1)"), "Price list")).containsText("Other " + word);
    }

    private String taskOf(String id) {
        return editor.get("/api/activities?customer=" + id)
                .expect(200)
                .json()
                .at("/items/0/id")
                .asString();
    }

    @Test
    void are_reached_by_the_keyboard() {
        Visit visit = open("demo-editor", "/me");
        assertThat(visit.heading("My work")).isFocused();
        visit.press("g");
        visit.press("t");
        assertThat(visit.heading("Tasks")).isFocused();
        visit.button("Search or jump").click();
        visit.combobox("Search or type a command").fill("New tasks");
        visit.find(AriaRole.OPTION, "New tasks, action").click();
        assertThat(visit.heading("New tasks")).isFocused();
    }
}

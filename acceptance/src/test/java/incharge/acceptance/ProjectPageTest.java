package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People create a project, look at it, put somebody in charge, and close it. */
class ProjectPageTest extends PageTest {

    private Workspace admin;
    private String customerName;
    private String customer;
    private String person;

    @BeforeEach
    void create() {
        admin = Workspace.of(api("demo-admin"));
        customerName = Workspace.unique("Project page");
        person = Workspace.unique("Petra");
        customer = admin.customer(customerName);
        admin.employee(person);
        admin.get("/api/customers/" + customer).expect(200);
        admin.get("/api/assignees?customer=" + customer).expect(200);
    }

    /** A project in a list of its customer's, known to all that a page reads. */
    private String project(String name) {
        String project = admin.project(customer, name, "status", "open", "start", "2026-03-01");
        admin.get("/api/projects/" + project).expect(200);
        admin.get("/api/projects?customer=" + customer).expect(200);
        admin.get("/api/matrix?projects=true&subject=" + project).expect(200);
        return project;
    }

    private static Locator responsible(Visit visit, String person) {
        return visit.in(visit.region("Responsible")).find(AriaRole.BUTTON, Pattern.compile("^" + person));
    }

    @Test
    void lives_from_its_creation_to_its_end() {
        String name = Workspace.unique("New project");
        Visit visit = open("demo-editor", "/customers/" + customer + "/sales");
        visit.link("Create project").click();
        visit.textbox("Name").fill(name);
        visit.textbox("Status").fill("open");
        visit.labelled("Start").fill("2026-03-01");
        visit.textbox("Amount").fill("1250.50");
        visit.choose("Currency", "NOK");
        visit.button("Save").click();

        assertThat(visit.heading(name)).isVisible();
        assertThat(visit.link(customerName)).hasAttribute("href", "/customers/" + customer);
        assertThat(visit.region("Details")).containsText("1,250.50 NOK");
        assertThat(visit.region("Responsible")).containsText("Nobody");

        putInCharge(visit, name);
        String renamed = rename(visit);
        close(visit, renamed);
        findByPalette(visit, renamed);
    }

    private void putInCharge(Visit visit, String name) {
        visit.button("Assign…").click();
        visit.choose("Employee", person);
        visit.in(visit.dialog(name + ", " + person)).button("Save").click();
        assertThat(responsible(visit, person)).isVisible();
        assertThat(visit.region("History")).containsText(person);
    }

    private String rename(Visit visit) {
        String renamed = Workspace.unique("Renamed project");
        visit.link("Edit").click();
        visit.textbox("Name").fill(renamed);
        visit.button("Save").click();
        assertThat(visit.heading(renamed)).isVisible();
        return renamed;
    }

    private void close(Visit visit, String name) {
        String closed = admin.get("/api/settings")
                .json()
                .get("closedProjectStatuses")
                .get(0)
                .asString();
        visit.link("Edit").click();
        visit.textbox("Status").fill(closed);
        visit.button("Save").click();
        assertThat(visit.heading(name)).isVisible();

        visit.link(customerName).click();
        visit.link("Sales & projects").click();
        assertThat(visit.in(visit.table("Closed projects")).link(name)).isVisible();
        assertThat(visit.in(visit.table("Open projects")).link(name)).hasCount(0);
    }

    private static void findByPalette(Visit visit, String name) {
        visit.button("Search or jump").click();
        visit.combobox("Search or type a command").fill(name);
        visit.find(AriaRole.OPTION, name + ", project").click();
        assertThat(visit.heading(name)).isVisible();
    }

    @Test
    void has_tasks_of_its_own() {
        String project = project(Workspace.unique("Project with tasks"));
        Visit visit = open("demo-editor", "/projects/" + project);
        Visit tasks = visit.in(visit.region("Tasks"));
        tasks.button("Add task").click();
        Visit dialog = visit.in(visit.dialog("Add task"));
        dialog.textbox("Title").fill("Draw the plan");
        dialog.button("Save").click();
        assertThat(tasks.find(AriaRole.LIST, "Not started (1)")).containsText("Draw the plan");

        visit.button("Move Draw the plan").click();
        visit.find(AriaRole.MENUITEMRADIO, "In progress").click();
        assertThat(tasks.find(AriaRole.LIST, "In progress (1)")).containsText("Draw the plan");
        tasks.link("All tasks").click();
        assertThat(visit.heading("Tasks")).isVisible();
        assertThat(visit.text("Draw the plan")).isVisible();
    }

    @Test
    void is_reached_from_every_list_that_names_it() {
        String name = Workspace.unique("Listed project");
        String project = project(name);
        admin.changed(List.of(
                Workspace.changeOf("project", "assign", project, admin.employee(Workspace.unique("Participant")))));
        admin.get("/api/assignees?projects=true&customer=" + customer).expect(200);
        admin.get("/api/matrix?projects=true&subject=" + project).expect(200);
        for (String list : List.of(
                "/projects?customer=" + customer,
                "/customers/" + customer + "/sales",
                "/customers/assignees?projects=true&customer=" + customer,
                "/customers/responsibilities?projects=true&customer=" + customer)) {
            Visit visit = open("demo-viewer", list);
            assertThat(visit.link(name)).hasAttribute("href", "/projects/" + project);
        }
    }

    @Test
    void archives_restores_and_takes_back() {
        String name = Workspace.unique("Archived project");
        Visit visit = open("demo-editor", "/projects/" + project(name));
        visit.button("More actions").click();
        visit.menuitem("Archive").click();
        assertThat(visit.successNotification(name + " is archived.")).isVisible();
        assertThat(visit.text("Archived")).isVisible();

        visit.notifications().button("Undo").click();
        assertThat(visit.text("Archived")).hasCount(0);
        visit.notifications().button("Redo").click();
        assertThat(visit.text("Archived")).isVisible();
        visit.button("More actions").click();
        visit.menuitem("Restore").click();
        assertThat(visit.text("Archived")).hasCount(0);
    }

    @Test
    void loses_nothing_of_what_another_person_saved_meanwhile() {
        String project = project(Workspace.unique("Shared project"));
        Visit visit = open("demo-editor", "/projects/" + project + "/edit");
        visit.textbox("Name").fill("Mine " + person);
        admin.patch("/api/projects/" + project, "{\"status\":\"theirs\"}").expect(200);
        expectConsoleMessage("412");
        visit.button("Save").click();

        Visit conflict = visit.in(visit.dialog("Changed meanwhile"));
        assertThat(conflict.all(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("Status")))
                .containsText("theirs");
        conflict.button("Apply mine").click();

        assertThat(visit.heading("Mine " + person)).isVisible();
        assertThat(visit.region("Details")).containsText("theirs");
    }

    @Test
    void shows_who_was_responsible_before() {
        String name = Workspace.unique("Old project");
        String project = project(name);
        admin.changed(List.of(Workspace.changeOf(
                "project", "assign", project, admin.employee("Former " + person), "to", "2026-01-31")));
        admin.get("/api/assignees?projects=true&period=all&customer=" + customer)
                .expect(200);
        Visit visit = open("demo-viewer", "/projects/" + project);
        assertThat(visit.region("Responsible")).containsText("Nobody");

        visit.checkbox("Show ended").check();
        assertThat(responsible(visit, "Former " + person)).containsText("– 31 Jan 2026");
    }

    @Test
    void shows_each_person_what_he_may_see_and_do() {
        String name = Workspace.unique("Guarded project");
        String project = project(name);
        Visit viewer = open("demo-viewer", "/projects/" + project);
        assertThat(viewer.heading(name)).isVisible();
        assertThat(viewer.button("Assign…")).hasCount(0);
        assertThat(viewer.button("More actions")).hasCount(0);
        assertThat(viewer.link("Edit")).hasCount(0);

        Visit employee = open("demo-employee", "/projects/" + project);
        assertThat(employee.heading("No access")).isVisible();

        String other = admin.employee(Workspace.unique("Other seller"), "seller", true);
        admin.category(Workspace.unique("Closed"), "sellerIds", List.of(other), "customerIds", List.of(customer));
        admin.as(api("demo-seller")).get("/api/projects/" + project).expect(404);
        expectConsoleMessage("404");
        Visit seller = open("demo-seller", "/projects/" + project);
        assertThat(seller.heading("Not found")).isVisible();
        assertThat(seller.page().content()).doesNotContain(name).doesNotContain(customerName);
    }
}

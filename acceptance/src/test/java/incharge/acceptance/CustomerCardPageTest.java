package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People keep what they know of a customer on its card, and work on its projects together. */
class CustomerCardPageTest extends PageTest {

    private Workspace admin;
    private String name;
    private String customer;

    @BeforeEach
    void create() {
        admin = Workspace.of(api("demo-admin"));
        name = Workspace.unique("Card page");
        customer = admin.customer(name);
        admin.get("/api/customers/" + customer + "/card").expect(200);
    }

    private Visit openCard(String person, String tab) {
        Visit visit = open(person, "/customers/" + customer + tab);
        assertThat(visit.heading(name)).isVisible();
        return visit;
    }

    private static Visit in(Visit visit, String region) {
        return visit.in(visit.region(region));
    }

    @Test
    void keeps_notes() {
        Visit visit = openCard("demo-editor", "");
        Visit notes = in(visit, "Notes");
        notes.textbox("New note").fill("One invoice a month");
        visit.press("Control+Enter");
        assertThat(notes.textbox("New note")).hasValue("");

        visit.menu("Actions for One invoice a month", "Edit note");
        Visit dialog = visit.in(visit.dialog("Edit note"));
        dialog.textbox("Note").fill("One invoice a week");
        dialog.button("Save").click();
        assertThat(notes.find(AriaRole.LIST, "Notes")).containsText("One invoice a week");

        visit.menu("Actions for One invoice a week", "Delete note");
        visit.in(visit.dialog("Delete this note?")).button("Delete").click();
        assertThat(notes.text("No notes yet.")).isVisible();
    }

    @Test
    void keeps_contacts_and_lets_them_rest() {
        Visit visit = openCard("demo-editor", "");
        Visit contacts = in(visit, "Contacts");
        contacts.button("Add contact").click();
        Visit dialog = visit.in(visit.dialog("Add contact"));
        dialog.textbox("Name").fill("Maria Anders");
        dialog.textbox("Roles").fill("Billing, Audit");
        dialog.button("Save").click();
        assertThat(contacts.text("Maria Anders")).isVisible();
        assertThat(contacts.button("Audit")).isVisible();

        visit.menu("Actions for Maria Anders", "Inactivate contact");
        assertThat(visit.successNotification("Maria Anders is inactive.")).isVisible();
        assertThat(contacts.text("Maria Anders")).hasCount(0);
        visit.notifications().button("Undo").click();
        assertThat(contacts.text("Maria Anders")).isVisible();
    }

    @Test
    void merges_a_double_and_takes_that_back() {
        admin.made("/api/customers/" + customer + "/notes", "text", "Calls on Fridays");
        String kept = Workspace.unique("Kept");
        String other = admin.customer(kept);
        admin.get("/api/customers/" + other + "/card").expect(200);
        Visit visit = openCard("demo-editor", "");

        visit.menu("More actions", "Merge with\u2026");
        Visit dialog = visit.in(visit.dialog("Merge " + name + " with another customer"));
        dialog.choose("Customer to keep", kept, kept);
        String comes = "0 projects, 0 contacts, 1 note, 0 comments, 0 activities, 0 sales cases, 0 files and 0 links";
        assertThat(dialog.text(comes + " come over.")).isVisible();
        dialog.button("Merge").click();

        assertThat(visit.button("Undo merge")).isVisible();
        visit.link(kept).click();
        assertThat(visit.heading(kept)).isVisible();
        assertThat(in(visit, "Notes").find(AriaRole.LIST, "Notes")).containsText("Calls on Fridays");

        visit.notifications().button("Undo").click();
        assertThat(in(visit, "Notes").text("No notes yet.")).isVisible();
    }

    @Test
    void has_one_headquarters() {
        Visit visit = openCard("demo-editor", "");
        Visit addresses = in(visit, "Addresses");
        for (String street : List.of("Bredgade 15", "Havnevej 4")) {
            addresses.button("Add address").click();
            Visit dialog = visit.in(visit.dialog("Add address"));
            dialog.textbox("Street").fill(street);
            dialog.button("Save").click();
            assertThat(addresses.text(street)).isVisible();
        }
        Locator first = addresses.all(AriaRole.LISTITEM).first();
        assertThat(first).containsText("Bredgade 15");

        addresses.button("Change").click();
        Visit dialog = visit.in(visit.dialog("Change the headquarters"));
        dialog.radio("Havnevej 4").check();
        dialog.button("Save").click();
        assertThat(first).containsText("Havnevej 4");
        assertThat(first).containsText("Headquarters");
        assertThat(addresses.text("Headquarters")).hasCount(1);
        visit.link("All history").click();
        assertThat(visit.region("History")).containsText("made Havnevej 4 the headquarters");
    }

    @Test
    void plans_what_comes_next() {
        Visit visit = openCard("demo-editor", "");
        Visit overview = in(visit, "Overview");
        overview.button("Add follow-up").click();
        Visit dialog = visit.in(visit.dialog("Add follow-up"));
        dialog.textbox("Title").fill("Call about the contract");
        dialog.labelled("Due").fill("2031-12-03");
        dialog.button("Save").click();
        // the follow-up, and that it was added, in the history below it
        assertThat(overview.text("Call about the contract")).hasCount(2);

        Visit activities = in(visit, "Activities");
        assertThat(activities.tab("Planned (1)")).isVisible();
        activities.checkbox("Done: Call about the contract").click();
        activities.tab("Past (1)").click();
        assertThat(activities.button("Call about the contract")).isVisible();
        assertThat(overview.text("Nothing is planned.")).isVisible();
    }

    @Test
    void moves_tasks_over_the_board() {
        String project = admin.project(customer, Workspace.unique("Board"));
        for (String title : List.of("First task", "Second task")) {
            admin.post("/api/projects/" + project + "/activities", "{\"kind\":\"todo\",\"title\":\"" + title + "\"}")
                    .expect(201);
        }
        admin.get("/api/customers/" + customer + "/activities").expect(200);
        Visit visit = openCard("demo-editor", "/collaboration");
        Visit tasks = in(visit, "Tasks");

        visit.button("Move First task").click();
        visit.find(AriaRole.MENUITEMRADIO, "In progress").click();
        Visit doing = visit.in(tasks.find(AriaRole.LIST, "In progress (1)"));
        assertThat(doing.find(AriaRole.LISTITEM, "First task")).isVisible();

        tasks.find(AriaRole.LISTITEM, "Second task").dragTo(tasks.find(AriaRole.LIST, "In progress (1)"));
        assertThat(tasks.find(AriaRole.LIST, "In progress (2)")).isVisible();
        assertThat(visit.successNotification("Second task moved to In progress."))
                .isVisible();
        visit.notifications().button("Undo").last().click();
        Visit waiting = visit.in(tasks.find(AriaRole.LIST, "Not started (1)"));
        assertThat(waiting.find(AriaRole.LISTITEM, "Second task")).isVisible();
    }

    @Test
    void sells_to_the_customer() {
        Visit visit = openCard("demo-editor", "/sales");
        visit.link("Create sales case").click();
        visit.textbox("Name").fill("Framework");
        visit.textbox("Value").fill("1200");
        visit.textbox("Probability").fill("50");
        visit.button("Save").click();
        assertThat(visit.heading("Framework")).isVisible();

        visit.menu("More actions", "Close as lost");
        Visit dialog = visit.in(visit.dialog("Close as lost"));
        dialog.textbox("Why it was lost").fill("Too late");
        dialog.button("Close as lost").click();
        assertThat(visit.region("Details")).containsText("Too late");

        visit.go("/customers/" + customer + "/sales");
        assertThat(visit.in(visit.table("Closed sales cases")).link("Framework"))
                .isVisible();
        assertThat(visit.in(visit.table("Open sales cases")).text("No open sales cases."))
                .isVisible();
    }

    @Test
    void shows_a_viewer_all_of_it_and_nothing_that_changes() {
        admin.post("/api/customers/" + customer + "/notes", "{\"text\":\"For everybody\"}")
                .expect(201);
        admin.get("/api/customers/" + customer + "/notes").expect(200);
        Visit visit = openCard("demo-viewer", "");
        assertThat(in(visit, "Notes").text("For everybody")).isVisible();
        for (String control : List.of("Add contact", "Add address", "Add to-do", "Add more", "Add file", "Add link")) {
            assertThat(visit.button(control)).hasCount(0);
        }
        assertThat(visit.textbox("New note")).hasCount(0);
    }
}

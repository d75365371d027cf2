package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static incharge.acceptance.Workspace.word;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People look at a customer, change who is responsible for it, and archive customers. */
class CustomerPageTest extends PageTest {

    private Workspace admin;
    private String name;
    private String customer;
    private String paula;
    private String otto;

    @BeforeEach
    void create() {
        admin = Workspace.of(api("demo-admin"));
        name = Workspace.unique("Customer page");
        paula = Workspace.unique("Paula");
        otto = Workspace.unique("Otto");
        customer = admin.customer(name, "email", "hello@page.example");
        admin.assign(customer, admin.employee(paula));
        admin.employee(otto);
        waitFor(customer);
    }

    /** A browser does not know the positions of these commands, so the read models have to be there before. */
    private void waitFor(String id) {
        admin.get("/api/customers/" + id).expect(200);
        admin.get("/api/customers?archived=true&customer=" + id).expect(200);
        admin.get("/api/assignees?projects=true&customer=" + id).expect(200);
        admin.get("/api/history?customer=" + id).expect(200);
    }

    private Visit openCustomer(String person, String tab) {
        Visit visit = open(person, "/customers/" + customer + tab);
        assertThat(visit.heading(name)).isVisible();
        return visit;
    }

    private static Visit overview(Visit visit) {
        return visit.in(visit.region("Overview"));
    }

    /** The button of a person in charge; the name is followed by the role and the interval. */
    private static Locator responsible(Visit visit, String person) {
        return overview(visit).find(AriaRole.BUTTON, Pattern.compile("^" + person + " "));
    }

    private static Locator headings(Visit visit) {
        return visit.all(AriaRole.HEADING);
    }

    @Test
    void shows_at_a_glance_whose_customer_it_is() {
        Visit visit = open("demo-editor", "/customers?q=" + name.replace(' ', '+'));
        visit.link(name).click();

        assertThat(visit.heading(name)).isFocused();
        assertThat(headings(overview(visit)))
                .hasText(new String[] {"Account owner", "Responsible", "Follow-up", "Contact", "Notes", "History"});
        assertThat(responsible(visit, paula)).isVisible();
        assertThat(overview(visit).link("hello@page.example")).hasAttribute("href", "mailto:hello@page.example");
        assertThat(overview(visit).find(AriaRole.LIST, "History").getByRole(AriaRole.LISTITEM))
                .hasCount(2);
        assertThat(visit.page().getByText(Pattern.compile("^Created by .+ on \\d+ \\w+ \\d{4}$")))
                .isVisible();
    }

    @Test
    void tabs_are_links_of_their_own_address() {
        Visit visit = openCustomer("demo-viewer", "");
        Visit tabs = visit.in(visit.navigation("Customer"));
        assertThat(tabs.link("Contacts & addresses")).hasAttribute("aria-current", "page");
        assertThat(visit.region("Addresses")).isVisible();

        tabs.link("Sales & projects").click();
        assertThat(tabs.link("Sales & projects")).hasAttribute("aria-current", "page");
        assertThat(visit.table("Open projects")).isVisible();
        assertThat(visit.table("Closed projects")).isVisible();

        tabs.link("History").click();
        assertThat(visit.region("History")).containsText(paula);
        assertThat(visit.page()).hasURL(url() + "/customers/" + customer + "/history");
    }

    @Test
    void hands_a_customer_over_and_takes_it_back() {
        Visit visit = openCustomer("demo-editor", "");
        responsible(visit, paula).click();
        Visit dialog = visit.in(visit.dialog(name + ", " + paula));
        dialog.button("Hand over…").click();
        visit.choose("Hand over to", otto);
        visit.button("Hand over 1 responsibility").click();

        assertThat(visit.successNotification(otto + " takes over " + name + " from " + paula + "."))
                .isVisible();
        assertThat(responsible(visit, otto)).isVisible();
        assertThat(responsible(visit, paula)).hasCount(0);

        visit.notifications().button("Undo").click();
        assertThat(responsible(visit, paula)).isVisible();
        assertThat(responsible(visit, otto)).hasCount(0);
    }

    @Test
    void makes_somebody_responsible_besides() {
        Visit visit = openCustomer("demo-editor", "");
        visit.button("Assign…").click();
        visit.choose("Employee", otto);
        Visit dialog = visit.in(visit.dialog(name + ", " + otto));
        dialog.textbox("Reason").fill("Helps out");
        dialog.button("Save").click();

        assertThat(responsible(visit, otto)).isVisible();
        assertThat(responsible(visit, paula)).isVisible();
        assertThat(overview(visit).find(AriaRole.LIST, "History")).containsText("Reason: Helps out");
    }

    @Test
    void archives_restores_and_takes_back() {
        Visit visit = openCustomer("demo-editor", "");
        choose(visit, "Archive");
        assertThat(visit.successNotification(name + " is archived.")).isVisible();
        assertThat(visit.text("Archived")).isVisible();

        visit.notifications().button("Undo").click();
        assertThat(visit.text("Archived")).hasCount(0);
        visit.notifications().button("Redo").click();
        assertThat(visit.text("Archived")).isVisible();

        choose(visit, "Restore");
        assertThat(visit.successNotification(name + " is restored.")).isVisible();
        assertThat(visit.text("Archived")).hasCount(0);
    }

    private static void choose(Visit visit, String item) {
        visit.button("More actions").click();
        visit.menuitem(item).click();
    }

    @Test
    void takes_a_step_of_the_history_back() {
        Visit visit = openCustomer("demo-editor", "/history");
        visit.in(visit.region("History")).button("Undo this").click();

        assertThat(visit.successNotification("Undone.")).isVisible();
        assertThat(responsible(visit, paula)).hasCount(0);
        // nobody is responsible, and so nobody owns the account
        assertThat(overview(visit).text("Nobody")).hasCount(2);
    }

    @Test
    void shows_what_others_do_in_place() {
        Visit visit = openCustomer("demo-viewer", "");
        assertThat(responsible(visit, paula)).isVisible();
        admin.assign(customer, admin.employee("Third " + otto));
        assertThat(responsible(visit, "Third " + otto)).isVisible();

        admin.post("/api/customers/" + customer + "/archive", null).expect(200);
        assertThat(visit.text("Archived")).isVisible();
    }

    @Test
    void archives_many_as_one_step() {
        String mark = word();
        admin.customers(mark, 5).forEach(this::waitFor);
        Visit visit = open("demo-editor", "/customers?q=" + mark);
        assertThat(visit.shown()).hasText("5 customers");
        visit.checkbox("Select all").check();
        visit.in(visit.find(AriaRole.TOOLBAR, "Selection")).button("Archive").click();

        assertThat(visit.notifications().all(AriaRole.STATUS)).hasText(new String[] {"5 customers archived."});
        assertThat(visit.text("Nothing matches these filters.")).isVisible();

        visit.notifications().button("Undo").click();
        assertThat(visit.shown()).hasText("5 customers");
        visit.notifications().button("Redo").click();
        assertThat(visit.shown()).hasText("0 customers");
    }

    @Test
    void names_those_that_could_not_be_archived() {
        String mark = word();
        List<String> all = admin.customers(mark, 3);
        all.forEach(this::waitFor);
        expectConsoleMessage("409");
        Visit visit = open("demo-editor", "/customers?q=" + mark);
        visit.page().route("**/api/customers/" + all.get(1) + "/archive", CustomerPageTest::refuse);
        visit.checkbox("Select all").check();
        visit.in(visit.find(AriaRole.TOOLBAR, "Selection")).button("Archive").click();

        assertThat(visit.successNotification("2 customers archived.")).isVisible();
        assertThat(visit.errorNotification("Not changed: " + mark + " 2.")).isVisible();
        assertThat(visit.shown()).hasText("1 customer");
    }

    private static void refuse(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(409)
                .setContentType("application/problem+json")
                .setBody("{\"status\":409,\"code\":\"contended\"}"));
    }

    @Test
    void offers_a_viewer_nothing_that_changes() {
        Visit visit = openCustomer("demo-viewer", "");
        assertThat(responsible(visit, paula)).isVisible();
        for (String control : List.of("Assign…", "More actions")) {
            assertThat(visit.button(control)).hasCount(0);
        }
        assertThat(visit.link("Edit")).hasCount(0);
        assertThat(visit.link("Create project")).hasCount(0);

        responsible(visit, paula).click();
        Visit dialog = visit.in(visit.dialog(name + ", " + paula));
        assertThat(dialog.find(AriaRole.LIST, "History")).containsText("assigned");
        assertThat(dialog.button("Save")).hasCount(0);
        assertThat(dialog.button("Hand over…")).hasCount(0);
    }

    @Test
    void is_not_there_for_a_seller_of_others() {
        String other = admin.employee(Workspace.unique("Other seller"), "seller", true);
        admin.category(Workspace.unique("Closed"), "sellerIds", List.of(other), "customerIds", List.of(customer));
        Workspace seller = admin.as(api("demo-seller"));
        seller.get("/api/customers/" + customer).expect(404);
        expectConsoleMessage("404");

        Visit visit = open("demo-seller", "/customers/" + customer);
        assertThat(visit.heading("Not found")).isVisible();
        assertThat(visit.page().content()).doesNotContain(name);
    }
}

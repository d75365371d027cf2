package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.MouseButton;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person works with the matrix by mouse and by finger, and different people find in it what they may. */
class MatrixPageTest extends PageTest {

    private static MatrixRows rows;

    @BeforeAll
    static void create() {
        rows = new MatrixRows(api("demo-admin"));
    }

    private Matrix matrix(String person, String more) {
        return new Matrix(open(person, rows.address(more)));
    }

    private static void isResponsible(Locator cell) {
        assertThat(cell).hasAttribute("aria-pressed", "true");
    }

    private static void isNotResponsible(Locator cell) {
        assertThat(cell).hasAttribute("aria-pressed", "false");
    }

    @Test
    void assigns_by_a_click_and_undoes_and_redoes_it() {
        String customer = rows.customer("Clicked");
        Matrix matrix = matrix("demo-editor", "");
        Visit visit = matrix.visit();
        Locator cell = matrix.cell(customer, rows.anna);
        isNotResponsible(cell);

        cell.click();
        assertThat(visit.successNotification(rows.anna + " is now responsible for " + customer + "."))
                .isVisible();
        isResponsible(cell);
        visit.notifications().button("Undo").click();
        assertThat(visit.successNotification("Undone.")).isVisible();
        isNotResponsible(cell);
        visit.notifications().button("Redo").click();
        isResponsible(cell);

        cell.click();
        assertThat(visit.successNotification(rows.anna + " is no longer responsible for " + customer + "."))
                .isVisible();
        isNotResponsible(cell);
    }

    @Test
    void follows_a_role_filter_and_says_when_it_hides_the_result() {
        String customer = rows.customer("Filtered");
        Matrix matrix = matrix("demo-editor", "&customerRole=" + rows.id(rows.keeper));
        Visit visit = matrix.visit();

        matrix.cell(customer, rows.anna).click();
        assertThat(visit.successNotification(
                        rows.anna + " is now responsible for " + customer + " as " + rows.keeper + "."))
                .isVisible();
        assertThat(matrix.cell(customer, rows.anna))
                .hasAccessibleDescription(Pattern.compile("^" + rows.keeper + "( from .*)?$"));

        visit.choose("Role for clicks", "No role");
        matrix.cell(customer, rows.bengt).click();
        assertThat(visit.successNotification("The present filters do not show it."))
                .isVisible();
        isNotResponsible(matrix.cell(customer, rows.bengt));
        visit.go(rows.address());
        isResponsible(matrix.cell(customer, rows.bengt));
    }

    @Test
    void selects_by_dragging_and_changes_all_cells_as_one() {
        String first = rows.customer("Dragged 1");
        String last = rows.customer("Dragged 2");
        Matrix matrix = matrix("demo-editor", "");
        Visit visit = matrix.visit();

        matrix.drag(matrix.cell(first, rows.anna), matrix.cell(last, rows.bengt));
        assertThat(matrix.selection()).containsText("4 cells");
        isNotResponsible(matrix.cell(first, rows.anna));
        visit.in(matrix.selection()).button("Assign…").click();
        assertThat(matrix.changes()).hasCount(4);
        matrix.preview().textbox("Reason").fill("All of them");
        matrix.preview().button("Apply 4 changes").click();

        assertThat(visit.successNotification("4 changes applied.")).isVisible();
        isResponsible(matrix.cell(first, rows.anna));
        isResponsible(matrix.cell(last, rows.bengt));
        assertThat(matrix.selection()).isHidden();
        visit.button("Undo last change").click();
        isNotResponsible(matrix.cell(first, rows.anna));
        isNotResponsible(matrix.cell(last, rows.bengt));
    }

    @Test
    void previews_what_stays_and_what_is_refused_and_why() {
        String customer = rows.customer("Previewed");
        Matrix matrix = matrix("demo-editor", "");
        Visit visit = matrix.visit();
        matrix.cell(customer, rows.anna).click();
        isResponsible(matrix.cell(customer, rows.anna));

        visit.button("Select cells").click();
        matrix.cell(customer, rows.anna).click();
        matrix.cell(customer, rows.bengt).click();
        assertThat(matrix.selection()).containsText("2 cells");
        visit.in(matrix.selection()).button("Assign…").click();
        assertThat(matrix.preview().button("Apply 1 change")).isEnabled();
        assertThat(matrix.changes().filter(containing("Unchanged"))).hasCount(1);
        matrix.preview().checkbox("Only what changes").check();
        assertThat(matrix.changes()).hasCount(1);

        expectConsoleMessage("422");
        matrix.preview().labelled("From").fill("2031-02-01");
        matrix.preview().labelled("To").fill("2031-01-01");
        assertThat(matrix.changes().filter(containing("Refused: "))).hasCount(2);
        assertThat(matrix.preview().button("Apply 0 changes")).isDisabled();
    }

    private static Locator.FilterOptions containing(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    @Test
    void gives_roles_and_dates_and_shows_their_history() {
        String customer = rows.customer("Detailed");
        Matrix matrix = matrix("demo-editor", "");
        Visit visit = matrix.visit();
        Locator cell = matrix.cell(customer, rows.anna);
        Visit details = matrix.details(customer, rows.anna);

        cell.click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
        details.choose("Role", rows.keeper);
        details.button("Add role").click();
        details.labelled("From").last().fill("2031-01-01");
        details.textbox("Reason").fill("Two at once");
        details.button("Save").click();
        assertThat(cell).hasAccessibleDescription("no role from 1 Jan 2031; " + rows.keeper);

        cell.click();
        assertThat(details.find(AriaRole.GROUP, rows.keeper)).isVisible();
        assertThat(details.find(AriaRole.GROUP, "No role")).isVisible();
        assertThat(details.find(AriaRole.LIST, "History")).containsText("Two at once");
        details.button("All history").click();
        Visit history = matrix.dialog("History of " + customer + ", " + rows.anna);
        history.button("Undo this").first().click();
        assertThat(visit.successNotification("Undone.")).isVisible();
        history.button("Close").click();
        isNotResponsible(cell);
    }

    @Test
    void adds_and_removes_people_of_a_role() {
        String customer = rows.customer("By role");
        // other tests have roles too: the column of one that is not filtered may be out of sight
        Matrix matrix = matrix("demo-editor", "&view=role&customerRole=" + rows.id(rows.keeper));
        Visit visit = matrix.visit();
        Visit dialog = matrix.dialog(rows.keeper + " of " + customer);

        matrix.roleCell(customer, rows.keeper, "nobody").click();
        dialog.choose("Employee", rows.anna, rows.anna);
        dialog.button("Add").click();
        assertThat(visit.successNotification(
                        rows.anna + " is now responsible for " + customer + " as " + rows.keeper + "."))
                .isVisible();
        matrix.roleCell(customer, rows.keeper, rows.anna).click();
        dialog.button("Remove " + rows.anna).click();
        assertThat(matrix.roleCell(customer, rows.keeper, "nobody")).isVisible();
    }

    @Test
    void plans_for_a_day_to_come_and_only_looks_at_one_that_is_gone() {
        String customer = rows.customer("Planned");
        Matrix matrix = matrix("demo-editor", "");
        Visit visit = matrix.visit();
        Locator kept = matrix.cell(customer, rows.anna);
        Locator planned = matrix.cell(customer, rows.bengt);
        kept.click();
        isResponsible(kept);

        showDay(matrix, "2031-01-10");
        assertThat(visit.region("Shown date")).containsText("Planning for 10 Jan 2031");
        planned.click();
        assertThat(planned).hasAccessibleDescription("no role from 10 Jan 2031");
        kept.click();
        isNotResponsible(kept);
        visit.button("Back to today").click();
        assertThat(planned).hasAttribute("aria-pressed", "mixed");
        assertThat(kept).hasAccessibleDescription("no role until 9 Jan 2031");

        showDay(matrix, LocalDate.now().minusYears(1).toString());
        assertThat(visit.region("Shown date")).containsText("you can look but not change");
        assertThat(kept).hasAttribute("aria-disabled", "true");
        kept.click(new Locator.ClickOptions().setForce(true));
        assertThat(visit.errorNotification("Not changed: a past day can be looked at but not changed."))
                .isVisible();
    }

    private static void showDay(Matrix matrix, String day) {
        matrix.visit().find(AriaRole.BUTTON, Pattern.compile("^Date: ")).click();
        Visit dialog = matrix.dialog("Date");
        dialog.radio("On a day").check();
        dialog.labelled("Day").fill(day);
        dialog.button("Apply").click();
    }

    @Test
    void narrows_pins_and_selects_by_the_menus_of_rows_and_columns() {
        String customer = rows.customer("In menus");
        Matrix matrix = matrix("demo-editor", "");
        Visit visit = matrix.visit();
        Locator head = visit.find(AriaRole.BUTTON, Pattern.compile("^" + rows.bengt + ", \\d+ responsibilit"));

        head.click();
        assertThat(visit.find(AriaRole.MENU, "Column " + rows.bengt)).isVisible();
        visit.menuitem("Pin column").click();
        assertThat(visit.all(AriaRole.COLUMNHEADER).nth(1)).containsText(rows.bengt);
        head.click();
        visit.menuitem("Unpin column").click();
        assertThat(visit.all(AriaRole.COLUMNHEADER).nth(1)).containsText(rows.anna);
        head.click();
        visit.menuitem("Show only this employee").click();
        assertThat(visit.all(AriaRole.COLUMNHEADER)).hasCount(2);

        Locator link = visit.link(customer);
        link.click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
        visit.menuitem("Show only this customer").click();
        assertThat(visit.shown()).containsText("1 customer ");
        link.click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
        visit.menuitem("Open card").click();
        assertThat(visit.heading(customer)).isVisible();
    }

    @Test
    void keeps_a_view_for_others_and_prints_it() {
        String customer = rows.customer("Viewed");
        String view = "View " + rows.anna;
        Matrix matrix = matrix("demo-editor", "");
        Visit visit = matrix.visit();

        matrix.menu("Views", "Save this view…");
        Visit dialog = matrix.dialog("Save view");
        dialog.textbox("Name").fill(view);
        dialog.checkbox("Shared").check();
        dialog.button("Save").click();
        assertThat(visit.successNotification(view)).isVisible();
        matrix.menu("More", "Print");
        assertThat(visit.button("Print")).isEnabled();
        assertThat(visit.table("Responsibilities")).containsText(customer);

        Visit viewer = open("demo-viewer", "/customers/responsibilities");
        viewer.button("Views").click();
        viewer.all(AriaRole.MENUITEM).filter(containing(view)).click();
        assertThat(new Matrix(viewer).cell(customer, rows.anna)).isVisible();
        visit.go(rows.address());
        matrix.menu("Views", "Delete " + view);
        assertThat(visit.successNotification(view)).isVisible();
    }

    @Test
    void shows_a_viewer_everything_and_changes_nothing() {
        String customer = rows.customer("Looked at");
        Matrix matrix = matrix("demo-viewer", "");
        Visit visit = matrix.visit();
        Locator cell = matrix.cell(customer, rows.anna);

        assertThat(cell).hasAttribute("aria-disabled", "true");
        cell.click(new Locator.ClickOptions().setForce(true));
        assertThat(visit.errorNotification("Not changed: you may see responsibilities but not change them."))
                .isVisible();
        isNotResponsible(cell);
        assertThat(visit.combobox("Role for clicks")).hasCount(0);
        assertThat(visit.button("Select cells")).hasCount(0);
        matrix.press("Control+a", "ArrowRight");
        assertThat(matrix.cell(customer, rows.bengt)).isFocused();
        assertThat(matrix.selection()).hasCount(0);
    }

    @Test
    void shows_a_seller_nothing_of_hidden_customers() {
        String seen = rows.customer("Seen");
        String hidden = rows.customer("Hidden", ",\"categoryId\":\"" + rows.hiddenCategory() + "\"");
        Matrix matrix = matrix("demo-seller", "");
        Visit visit = matrix.visit();
        assertThat(matrix.cell(seen, rows.anna)).isVisible();
        assertThat(visit.link(hidden)).hasCount(0);

        visit.searchbox("Search customers").fill(hidden);
        assertThat(visit.text("Nothing matches these filters.")).isVisible();
        visit.go(rows.address());
        assertThat(visit.link(seen)).isVisible();
        assertThat(visit.page().locator("body")).not().containsText(hidden);
    }

    @Test
    void offers_no_roles_and_ends_responsibilities_where_the_workspace_says_so() {
        String customer = rows.customer("Dated");
        rows.assign(api("demo-editor"), customer, rows.anna, "");
        Matrix matrix = new Matrix(open("demo-editor", "/me"));
        Visit visit = matrix.visit();
        visit.page().route("**/api/session", MatrixPageTest::withoutRolesAndWithDatedClicks);
        visit.go(rows.address("&period=all"));

        assertThat(matrix.cell(customer, rows.anna)).isVisible();
        assertThat(visit.radio("By role")).hasCount(0);
        assertThat(visit.combobox("Role for clicks")).hasCount(0);
        assertThat(visit.combobox("Customer role")).hasCount(0);
        matrix.cell(customer, rows.anna).click();
        assertThat(visit.successNotification(rows.anna + " is no longer responsible for " + customer + "."))
                .isVisible();
        assertThat(matrix.cell(customer, rows.anna)).hasAccessibleDescription(Pattern.compile("^no role until "));
        matrix.cell(customer, rows.bengt).click();
        assertThat(matrix.cell(customer, rows.bengt)).hasAccessibleDescription(Pattern.compile("^no role from "));
    }

    private static void withoutRolesAndWithDatedClicks(Route route) {
        String session = route.fetch().text();
        route.fulfill(new Route.FulfillOptions()
                .setContentType("application/json")
                .setBody(session.replace("\"roles\":true", "\"roles\":false")
                        .replace("\"datedClicks\":false", "\"datedClicks\":true")));
    }

    @Test
    void leaves_out_what_an_address_cannot_mean() {
        String customer = rows.customer("Addressed");
        Matrix matrix = matrix("demo-viewer", "&on=2026-02-30&seller=maybe&team=none-such");
        Visit visit = matrix.visit();

        assertThat(matrix.cell(customer, rows.anna)).isVisible();
        assertThat(visit.button("Date: today")).isVisible();
        assertThat(visit.errorNotification("“team”")).isVisible();
        assertThat(visit.errorNotification("“on”")).isVisible();
        assertThat(visit.errorNotification("“seller”")).isVisible();
    }

    @Test
    void works_by_finger_on_a_phone() {
        String customer = rows.customer("Touched");
        Matrix matrix = new Matrix(open(
                "demo-editor",
                rows.address(),
                options().setViewportSize(390, 844).setHasTouch(true)));
        Visit visit = matrix.visit();
        Locator cell = matrix.cell(customer, rows.anna);
        cell.scrollIntoViewIfNeeded();

        pressLong(matrix, cell);
        assertThat(visit.dialog(customer + ", " + rows.anna)).isVisible();
        matrix.details(customer, rows.anna).button("Close").tap();
        isNotResponsible(cell);

        visit.button("Select cells").tap();
        cell.tap();
        assertThat(matrix.selection()).containsText("1 cell");
        visit.in(matrix.selection()).button("Assign…").tap();
        matrix.preview().button("Apply 1 change").tap();
        isResponsible(cell);
        visit.button("More").tap();
        visit.find(AriaRole.MENUITEMRADIO, "By role").tap();
        assertThat(visit.page()).hasURL(Pattern.compile("view=role"));
    }

    /** Rests with a finger on something until a dialog is there. */
    private static void pressLong(Matrix matrix, Locator what) {
        BoundingBox box = what.boundingBox();
        CDPSession browser =
                matrix.visit().page().context().newCDPSession(matrix.visit().page());
        browser.send("Input.dispatchTouchEvent", touch("touchStart", box.x + box.width / 2, box.y + box.height / 2));
        assertThat(matrix.visit().all(AriaRole.DIALOG)).isVisible();
        browser.send("Input.dispatchTouchEvent", touch("touchEnd"));
    }

    private static JsonObject touch(String type, double... at) {
        var points = new JsonArray();
        if (at.length > 0) {
            var point = new JsonObject();
            point.addProperty("x", at[0]);
            point.addProperty("y", at[1]);
            points.add(point);
        }
        var event = new JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", points);
        return event;
    }
}

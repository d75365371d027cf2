package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two people work in the matrix at the same time: each sees what the other does, and nobody overwrites anything. */
class LiveMatrixTest extends PageTest {

    private static MatrixRows rows;

    @BeforeAll
    static void create() {
        rows = new MatrixRows(api("demo-admin"));
    }

    private Matrix matrix(String person) {
        Matrix matrix = new Matrix(open(person, rows.address()));
        isLive(matrix);
        return matrix;
    }

    private static void isLive(Matrix matrix) {
        assertThat(matrix.visit().text("Live")).isVisible();
    }

    @Test
    void shows_what_another_person_does_and_who_it_was() {
        String customer = rows.customer("Watched");
        Matrix mine = matrix("demo-viewer");
        Matrix theirs = matrix("demo-editor");
        Locator cell = mine.cell(customer, rows.anna);
        assertThat(cell).hasAttribute("aria-pressed", "false");

        theirs.cell(customer, rows.anna).click();
        assertThat(cell).hasAttribute("title", "Changed by Mikkel Dahl");
        assertThat(cell).hasAttribute("aria-pressed", "true");

        theirs.visit().button("Undo last change").click();
        assertThat(cell).hasAttribute("aria-pressed", "false");
    }

    @Test
    void offers_rows_that_came_instead_of_moving_the_others() {
        String customer = rows.customer("Staying");
        Matrix matrix = matrix("demo-editor");
        assertThat(matrix.cell(customer, rows.anna)).isVisible();

        String added = rows.customer("Added");
        Locator refresh = matrix.visit().find(AriaRole.BUTTON, Pattern.compile("rows? changed: Refresh$"));
        assertThat(refresh).isVisible();
        assertThat(matrix.visit().link(added)).hasCount(0);
        refresh.click();
        assertThat(matrix.visit().link(added)).isVisible();
        matrix.visit().page().waitForFunction("document.activeElement !== document.body");
    }

    @Test
    void refuses_a_preview_that_the_world_has_moved_on_from() {
        String customer = rows.customer("Contested");
        Matrix mine = matrix("demo-editor");
        mine.cell(customer, rows.anna).focus();
        mine.press("Shift+ArrowRight", "Enter");
        assertThat(mine.preview().button("Apply 2 changes")).isEnabled();

        rows.assign(api("demo-admin"), customer, rows.anna, "");
        expectConsoleMessage("409");
        mine.preview().button("Apply 2 changes").click();
        assertThat(mine.preview().all(AriaRole.ALERT)).containsText("Changed meanwhile");
        mine.preview().button("Preview again").click();
        mine.preview().button("Apply 1 change").click();
        assertThat(mine.cell(customer, rows.bengt)).hasAttribute("aria-pressed", "true");
    }

    @Test
    void sets_both_versions_side_by_side_and_lets_the_person_decide() {
        String customer = rows.customer("Edited by two");
        rows.assign(api("demo-admin"), customer, rows.anna, "");
        Matrix mine = matrix("demo-editor");
        Visit visit = mine.visit();
        Locator cell = mine.cell(customer, rows.anna);
        Visit details = mine.details(customer, rows.anna);
        Visit changed = mine.dialog("Changed meanwhile");
        expectConsoleMessage("409");

        editEnd(mine, cell, details, "2031-03-31");
        rows.end(api("demo-admin"), customer, rows.anna, "2031-06-30");
        details.button("Save").click();
        assertThat(changed.all(AriaRole.COLUMNHEADER)).hasText(new String[] {"Field", "Before", "Theirs", "Yours"});
        assertThat(changed.all(AriaRole.TABLE)).containsText("until 30 Jun 2031");
        assertThat(changed.all(AriaRole.TABLE)).containsText("until 31 Mar 2031");
        changed.button("Apply mine").click();
        assertThat(cell).hasAccessibleDescription("no role until 31 Mar 2031");
        assertThat(visit.all(AriaRole.DIALOG)).hasCount(0);

        editEnd(mine, cell, details, "2031-04-30");
        rows.remove(api("demo-admin"), customer, rows.anna);
        details.button("Save").click();
        changed.button("Use theirs").click();
        details.button("Save").click();
        assertThat(cell).hasAttribute("aria-pressed", "false");
    }

    private static void editEnd(Matrix matrix, Locator cell, Visit details, String day) {
        assertThat(cell).hasAttribute("aria-pressed", "true");
        cell.focus();
        matrix.press("F2");
        details.labelled("To").fill(day);
    }

    @Test
    void says_what_an_undo_leaves_because_somebody_changed_it_since() {
        String customer = rows.customer("Changed since");
        Matrix mine = matrix("demo-editor");
        Visit visit = mine.visit();
        mine.cell(customer, rows.anna).click();
        assertThat(visit.successNotification("is now responsible for " + customer))
                .isVisible();

        rows.end(api("demo-admin"), customer, rows.anna, "2031-06-30");
        visit.button("Undo last change").click();
        assertThat(visit.dialog("Undo: 1 change stays")).containsText(customer);
        mine.dialog("Undo: 1 change stays").button("Close").click();
        assertThat(mine.cell(customer, rows.anna)).hasAttribute("aria-pressed", "true");
    }

    @Test
    void says_that_it_is_not_up_to_date_and_comes_back_by_itself() {
        String customer = rows.customer("Cut off");
        expectConsoleMessage("ERR_FAILED");
        Matrix mine = new Matrix(open("demo-editor", "/me"));
        Visit visit = mine.visit();
        var cut = new AtomicBoolean(true);
        visit.page().route("**/api/changes*", route -> stream(route, cut));
        visit.page().clock().install();
        visit.go(rows.address());
        Locator cell = mine.cell(customer, rows.anna);

        assertThat(visit.text("Not up to date")).isVisible();
        assertThat(cell).hasAttribute("aria-pressed", "false");
        visit.page().clock().fastForward(11_000);
        assertThat(cell).hasAttribute("aria-disabled", "true");
        rows.assign(api("demo-admin"), customer, rows.anna, "");

        cut.set(false);
        visit.page().clock().fastForward(5_000);
        isLive(mine);
        assertThat(cell).hasAttribute("aria-pressed", "true");
        assertThat(cell).not().hasAttribute("aria-disabled", "true");
    }

    private static void stream(Route route, AtomicBoolean cut) {
        if (cut.get()) {
            route.abort();
        } else {
            route.resume();
        }
    }
}

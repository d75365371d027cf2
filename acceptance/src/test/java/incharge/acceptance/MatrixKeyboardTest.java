package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person works with the whole matrix by keyboard alone, and the focus is never lost. */
class MatrixKeyboardTest extends PageTest {

    private static final int FAR = 60;

    private static MatrixRows rows;
    private static String first;
    private static String second;
    private static String third;

    @BeforeAll
    static void create() {
        rows = new MatrixRows(api("demo-admin"));
        first = rows.customer("Key 1");
        second = rows.customer("Key 2");
        third = rows.customer("Key 3");
    }

    private Matrix matrix() {
        Matrix matrix = new Matrix(open("demo-editor", rows.address()));
        assertThat(matrix.cell(third, rows.bengt)).isVisible();
        return matrix;
    }

    /** Goes on with Tab until something has the focus, as a person does who does not see where the mouse is. */
    private static void tabTo(Matrix matrix, Locator wanted) {
        for (int step = 0; step < FAR && !hasFocus(wanted); step++) {
            matrix.press("Tab");
            matrix.visit().page().waitForFunction("document.activeElement !== document.body");
        }
        assertThat(wanted).isFocused();
    }

    private static boolean hasFocus(Locator wanted) {
        return wanted.count() == 1 && (boolean) wanted.evaluate("element => element === document.activeElement");
    }

    @Test
    void leads_from_the_skip_link_to_a_change_of_many_cells_and_its_undo() {
        Matrix matrix = matrix();
        Visit visit = matrix.visit();
        visit.link("Skip to content").focus();
        matrix.press("Enter");
        tabTo(matrix, matrix.cell(first, rows.anna));

        matrix.press("Shift+ArrowDown", "Shift+ArrowRight");
        assertThat(matrix.selection()).containsText("4 cells");
        assertThat(matrix.cell(second, rows.bengt)).isFocused();
        tabTo(matrix, visit.in(matrix.selection()).button("Assign…"));
        matrix.press("Enter");
        tabTo(matrix, matrix.preview().textbox("Reason"));
        visit.page().keyboard().type("By keyboard");
        tabTo(matrix, matrix.preview().button("Apply 4 changes"));
        matrix.press("Enter");

        assertThat(visit.successNotification("4 changes applied.")).isVisible();
        assertThat(matrix.cell(first, rows.anna)).hasAttribute("aria-pressed", "true");
        assertThat(matrix.cell(second, rows.bengt)).isFocused();
        matrix.press("Control+z");
        assertThat(visit.successNotification("Undone.")).isVisible();
        assertThat(matrix.cell(first, rows.anna)).hasAttribute("aria-pressed", "false");
        assertThat(matrix.cell(second, rows.bengt)).isFocused();
        matrix.press("Control+Shift+z");
        assertThat(matrix.cell(first, rows.anna)).hasAttribute("aria-pressed", "true");

        matrix.press("Control+Home", "Shift+Control+End", "Shift+ArrowUp", "Delete");
        matrix.preview().button("Apply 4 changes").press("Enter");
        assertThat(matrix.cell(second, rows.bengt)).hasAttribute("aria-pressed", "false");
    }

    @Test
    void moves_to_every_cell_and_head() {
        Matrix matrix = matrix();
        matrix.cell(second, rows.anna).focus();

        matrix.press("ArrowRight");
        assertThat(matrix.cell(second, rows.bengt)).isFocused();
        matrix.press("ArrowRight", "ArrowDown", "ArrowDown");
        assertThat(matrix.cell(third, rows.bengt)).isFocused();
        matrix.press("Home");
        assertThat(matrix.cell(third, rows.anna)).isFocused();
        matrix.press("Control+Home");
        assertThat(matrix.cell(first, rows.anna)).isFocused();
        matrix.press("Control+End");
        assertThat(matrix.cell(third, rows.bengt)).isFocused();
        matrix.press("PageUp", "Alt+PageUp");
        assertThat(matrix.cell(first, rows.anna)).isFocused();
        matrix.press("ArrowLeft");
        assertThat(matrix.visit().link(first)).isFocused();
        matrix.press("ArrowRight", "ArrowUp");
        assertThat(head(matrix, rows.anna)).isFocused();
    }

    private static Locator head(Matrix matrix, String employee) {
        return matrix.visit().find(AriaRole.BUTTON, Pattern.compile("^" + employee + ", \\d+ responsibilit"));
    }

    @Test
    void selects_rows_columns_and_all() {
        Matrix matrix = matrix();
        matrix.cell(second, rows.anna).focus();

        matrix.press("Shift+Space");
        assertThat(matrix.selection()).containsText("2 cells");
        matrix.press("Control+Space");
        assertThat(matrix.selection()).containsText("4 cells");
        matrix.press("Control+a");
        assertThat(matrix.selection()).containsText("6 cells");
        assertThat(matrix.visit().page().locator("[role=gridcell][aria-selected=true]"))
                .hasCount(6);
        matrix.press("Escape");
        assertThat(matrix.selection()).isHidden();
        assertThat(matrix.cell(second, rows.anna)).isFocused();
    }

    @Test
    void assigns_removes_and_looks_closer_in_one_cell() {
        Matrix matrix = matrix();
        Visit visit = matrix.visit();
        Locator cell = matrix.cell(third, rows.anna);
        cell.focus();

        matrix.press("Space");
        assertThat(cell).hasAttribute("aria-pressed", "true");
        assertThat(visit.successNotification("is now responsible for " + third)).isVisible();
        matrix.press("h");
        assertThat(visit.dialog("History of " + third + ", " + rows.anna)).isVisible();
        matrix.press("Escape");
        assertThat(cell).isFocused();

        matrix.press("F2");
        Visit details = matrix.details(third, rows.anna);
        tabTo(matrix, details.button("Add role"));
        matrix.press("Enter");
        details.labelled("From").last().fill("2031-01-01");
        details.combobox("Role").last().press("ArrowDown");
        visit.page().keyboard().type(rows.keeper);
        matrix.press("Enter");
        tabTo(matrix, details.button("Save"));
        matrix.press("Enter");
        assertThat(cell).isFocused();
        assertThat(cell).hasAccessibleDescription(Pattern.compile(rows.keeper + " from 1 Jan 2031"));

        matrix.press("Delete");
        assertThat(cell).hasAttribute("aria-pressed", "false");
        assertThat(cell).isFocused();
    }

    @Test
    void opens_the_menus_of_heads_and_comes_back() {
        Matrix matrix = matrix();
        Visit visit = matrix.visit();
        matrix.cell(first, rows.bengt).focus();

        matrix.press("ArrowUp", "Enter");
        assertThat(visit.menuitem("Select column")).isFocused();
        matrix.press("Escape");
        assertThat(head(matrix, rows.bengt)).isFocused();
        matrix.press("F2", "Enter");
        assertThat(matrix.selection()).containsText("3 cells");
        assertThat(head(matrix, rows.bengt)).isFocused();
        matrix.press("Escape", "ArrowDown", "Home", "ArrowLeft", "Shift+F10");
        assertThat(visit.find(AriaRole.MENU, "Row " + first)).isVisible();
        matrix.press("Escape");
        assertThat(visit.link(first)).isFocused();
        matrix.press("Enter");
        assertThat(visit.heading(first)).isFocused();
        assertThat(visit.page()).hasURL(Pattern.compile("/customers/" + rows.id(first)));
    }
}

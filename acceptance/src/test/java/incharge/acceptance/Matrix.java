package incharge.acceptance;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

/** The matrix of an open page: its cells, its selection and its dialogs. */
record Matrix(Visit visit) {

    Locator cell(String row, String employee) {
        return visit.button(row + ", " + employee + ": responsible");
    }

    /** The cell of the view by role, by the names that it shows. */
    Locator roleCell(String row, String role, String names) {
        return visit.button(row + ", " + role + ": " + names);
    }

    Locator selection() {
        return visit.find(AriaRole.TOOLBAR, "Selection");
    }

    Visit details(String row, String employee) {
        return dialog(row + ", " + employee);
    }

    Visit preview() {
        return dialog("Preview");
    }

    Visit dialog(String name) {
        return visit.in(visit.dialog(name));
    }

    /** The lines of the preview. */
    Locator changes() {
        return preview().table("Changes").locator("tbody").getByRole(AriaRole.ROW);
    }

    /** Chooses an item of a menu that a button opens. */
    void menu(String button, String item) {
        visit.button(button).click();
        visit.menuitem(item).click();
    }

    void press(String... keys) {
        for (String key : keys) {
            visit.page().keyboard().press(key);
        }
    }

    /** Drags from the middle of a cell to the middle of another. */
    void drag(Locator from, Locator to) {
        var start = from.boundingBox();
        var end = to.boundingBox();
        var mouse = visit.page().mouse();
        mouse.move(start.x + start.width / 2, start.y + start.height / 2);
        mouse.down();
        mouse.move(end.x + end.width / 2, end.y + end.height / 2);
        mouse.up();
    }
}

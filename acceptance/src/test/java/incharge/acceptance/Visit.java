package incharge.acceptance;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An open page, or a part of it such as a dialog or a row, in which everything is found by its role and exact name.
 *
 * @param scope the part in which things are looked for
 */
record Visit(Page page, String base, Locator scope) {

    Visit(Page page, String base) {
        this(page, base, page.locator("body"));
    }

    Visit in(Locator part) {
        return new Visit(page, base, part);
    }

    Visit go(String address) {
        page.navigate(base + address);
        return this;
    }

    /** Goes to an address as a link does, without loading the page anew. */
    Visit show(String address) {
        page.evaluate("address => history.pushState({}, '', address)", address);
        return this;
    }

    /** The path and the query of what is shown. */
    String address() {
        return page.url().substring(base.length());
    }

    Locator find(AriaRole role, String name) {
        return scope.getByRole(
                role, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator find(AriaRole role, Pattern name) {
        return scope.getByRole(role, new Locator.GetByRoleOptions().setName(name));
    }

    Locator all(AriaRole role) {
        return scope.getByRole(role);
    }

    Locator button(String name) {
        return find(AriaRole.BUTTON, name);
    }

    Locator link(String name) {
        return find(AriaRole.LINK, name);
    }

    Locator checkbox(String name) {
        return find(AriaRole.CHECKBOX, name);
    }

    Locator radio(String name) {
        return find(AriaRole.RADIO, name);
    }

    Locator textbox(String name) {
        return find(AriaRole.TEXTBOX, name);
    }

    Locator searchbox(String name) {
        return find(AriaRole.SEARCHBOX, name);
    }

    Locator combobox(String name) {
        return find(AriaRole.COMBOBOX, name);
    }

    Locator dialog(String name) {
        return find(AriaRole.DIALOG, name);
    }

    Locator table(String name) {
        return find(AriaRole.TABLE, name);
    }

    Locator region(String name) {
        return find(AriaRole.REGION, name);
    }

    Locator navigation(String name) {
        return find(AriaRole.NAVIGATION, name);
    }

    Locator tab(String name) {
        return find(AriaRole.TAB, name);
    }

    Locator menuitem(String name) {
        return find(AriaRole.MENUITEM, name);
    }

    /** The title of the page. */
    Locator heading(String name) {
        return scope.getByRole(
                AriaRole.HEADING,
                new Locator.GetByRoleOptions().setName(name).setExact(true).setLevel(1));
    }

    /** A native input without a role, such as a date or a file. */
    Locator labelled(String label) {
        return scope.getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    Locator text(String text) {
        return scope.getByText(text, new Locator.GetByTextOptions().setExact(true));
    }

    Locator columnheader(String name) {
        return find(AriaRole.COLUMNHEADER, name);
    }

    Locator alert(String name) {
        return find(AriaRole.ALERT, name);
    }

    /** Chooses an item of a menu that a button opens. */
    void menu(String button, String item) {
        button(button).click();
        in(page.locator("body")).menuitem(item).click();
    }

    void press(String keys) {
        page.keyboard().press(keys);
    }

    /** The row of a table that has a link or a cell with this text. */
    Locator row(String table, String text) {
        return table(table).getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHas(page.getByText(text)));
    }

    /** The counts over the list that is shown. */
    Locator shown() {
        return find(AriaRole.STATUS, "Shown");
    }

    /** The button with the name of the person who is signed in; it is there in each language. */
    Locator account() {
        return scope.getByRole(AriaRole.BANNER).locator("[aria-haspopup=menu]");
    }

    /** What the page says about something that was done. */
    Locator successNotification(String text) {
        return notification(AriaRole.STATUS, text);
    }

    /** What the page says about something that was refused. */
    Locator errorNotification(String text) {
        return notification(AriaRole.ALERT, text);
    }

    private Locator notification(AriaRole role, String text) {
        return notifications().all(role).filter(new Locator.FilterOptions().setHasText(text));
    }

    Visit notifications() {
        return in(region("Notifications"));
    }

    /**
     * Chooses an option of a picker; the text narrows a long list first. A picker of several stays open, and is closed
     * so that it covers nothing. Whether one is open says the list, because a choice may replace the dialog around the
     * picker.
     */
    void choose(String picker, String text, String option) {
        Locator box = combobox(picker);
        box.click();
        box.fill(text);
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(option).setExact(true))
                .click();
        if (page.getByRole(AriaRole.LISTBOX).count() > 0) {
            box.press("Escape");
        }
    }

    void choose(String picker, String option) {
        choose(picker, option, option);
    }

    /** What a link downloads. */
    Download download(String link) {
        return page.waitForDownload(link(link)::click);
    }

    /** The names of the columns of a table. */
    List<String> columns(String table) {
        return table(table).getByRole(AriaRole.COLUMNHEADER).allInnerTexts().stream()
                .map(String::strip)
                .toList();
    }
}

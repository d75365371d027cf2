package incharge.acceptance;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;

/** A page in some language, whose parts are found by the keys of their texts. */
record Screen(Page page, Texts texts) {

    Locator button(String key, String... arguments) {
        return named(AriaRole.BUTTON, key, arguments);
    }

    Locator named(AriaRole role, String key, String... arguments) {
        return page.getByRole(
                        role,
                        new Page.GetByRoleOptions()
                                .setName(texts.of(key, arguments))
                                .setExact(true))
                .first();
    }

    Screen click(String key, String... arguments) {
        button(key, arguments).click();
        return this;
    }

    Screen choose(String key) {
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(texts.of(key)).setExact(true))
                .click();
        return this;
    }

    Screen press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
        return this;
    }

    Screen tab(String key) {
        named(AriaRole.TAB, key).click();
        return this;
    }

    /** The button in a cell of the matrix that shows somebody (true) or nobody (false). */
    Locator cell(boolean set) {
        return page.getByRole(AriaRole.GRIDCELL)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setPressed(set))
                .first();
    }

    Screen focus(Locator part) {
        part.focus();
        return this;
    }

    Screen file(String name, String content) {
        page.locator("input[type=file]")
                .setInputFiles(new FilePayload(name, "text/csv", content.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    Screen waitFor(String selector) {
        page.locator(selector).first().waitFor();
        return this;
    }

    Screen waitForDialog() {
        return waitFor("dialog[open]");
    }

    Screen waitForMenu() {
        return waitFor("[role=menu]");
    }
}

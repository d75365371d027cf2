package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person works with the pages as they are seen: by role and name. Skipped with a message without Chromium. */
@Timeout(120)
@ExtendWith(SharedSystem.class)
class UiTest {

    private static RunningSystem system;
    private static Chromium chromium;

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    @Timeout(400)
    static void start(RunningSystem running) throws Exception {
        Optional<Path> installed = Chromium.installed();
        if (installed.isEmpty()) {
            System.out.println("UiTest is skipped: no Chromium on the PATH. apt-get install chromium");
        }
        Assumptions.assumeTrue(installed.isPresent(), "no Chromium on the PATH");
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        system = running;
        chromium = Chromium.start(installed.get());
        Api api = Api.as("demo-editor", system);
        for (String name : List.of("First uitest", "Second uitest", "Third uitest")) {
            api.post("/api/customers", "{\"name\":\"" + name + "\"}").expect(201);
        }
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void leave() {
        contexts.forEach(BrowserContext::close);
        assertThat(complaints).as("the console of the browser").isEmpty();
    }

    /** Signs a person in at an address, and ends there. */
    private Page open(String person, String address) {
        BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(1440, 900));
        contexts.add(context);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.navigate(system.url() + address);
        page.getByLabel("User name").fill(person);
        page.getByLabel("Password").fill("demo");
        button(page, "Sign in").click();
        assertThat(page).hasURL(system.url() + address);
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(
                AriaRole.HEADING,
                new Page.GetByRoleOptions().setName(name).setExact(true).setLevel(1));
    }

    private static Locator notification(Page page, String text) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Notifications"))
                .getByRole(AriaRole.STATUS)
                .filter(new Locator.FilterOptions().setHasText(text));
    }

    /** The first cell that shows nothing. */
    private static Locator emptyCell(Page page) {
        return page.getByRole(AriaRole.GRIDCELL)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setPressed(false))
                .first();
    }

    /** The same cell, whatever it shows by now. */
    private static Locator cell(Page page, String name) {
        return button(page, name);
    }

    @Test
    void assigns_by_a_click_and_takes_it_back() {
        Page page = open("demo-editor", "/customers/responsibilities?q=uitest");
        String name = emptyCell(page).getAttribute("aria-label");

        cell(page, name).click();

        assertThat(cell(page, name)).hasAttribute("aria-pressed", "true");
        assertThat(notification(page, "is now responsible for")).isVisible();
        page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Notifications"))
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Undo"))
                .click();
        assertThat(notification(page, "Undone.")).isVisible();
        assertThat(cell(page, name)).hasAttribute("aria-pressed", "false");
    }

    @Test
    void needs_no_mouse() {
        Page page = open("demo-editor", "/customers/responsibilities?q=uitest");
        Locator first = emptyCell(page);
        String name = first.getAttribute("aria-label");
        first.focus();

        page.keyboard().press("Space");
        assertThat(cell(page, name)).hasAttribute("aria-pressed", "true");
        assertThat(notification(page, "is now responsible for")).isVisible();
        page.keyboard().press("Delete");
        assertThat(cell(page, name)).hasAttribute("aria-pressed", "false");
        assertThat(notification(page, "is no longer responsible for")).isVisible();

        page.keyboard().press("Control+End");
        page.keyboard().press("Shift+ArrowUp");
        page.keyboard().press("Shift+ArrowLeft");
        assertThat(page.getByRole(AriaRole.TOOLBAR, new Page.GetByRoleOptions().setName("Selection")))
                .containsText("4 cells");
        page.keyboard().press("Escape");
        page.keyboard().press("Control+k");
        assertThat(page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Command palette")))
                .isVisible();
    }

    @Test
    void sees_what_another_person_does() {
        Page mine = open("demo-viewer", "/customers/responsibilities?q=uitest");
        Page theirs = open("demo-editor", "/customers/responsibilities?q=uitest");
        String name = emptyCell(theirs).getAttribute("aria-label");
        assertThat(mine.getByText("Live", new Page.GetByTextOptions().setExact(true)))
                .isVisible();

        cell(theirs, name).click();
        assertThat(cell(mine, name)).hasAttribute("aria-pressed", "true");

        button(theirs, "Undo last change").click();
        assertThat(cell(mine, name)).hasAttribute("aria-pressed", "false");
    }

    @Test
    void sees_only_what_one_may_do() {
        Page viewer = open("demo-viewer", "/customers");
        assertThat(viewer.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Customers")))
                .isVisible();
        assertThat(viewer.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Create customer")))
                .hasCount(0);
        assertThat(viewer.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Select all")))
                .hasCount(0);

        Page employee = open("demo-employee", "/customers/assignees");
        assertThat(heading(employee, "No access")).isVisible();
        employee.navigate(system.url());
        assertThat(heading(employee, "My work")).isVisible();
    }

    @Test
    void comes_back_to_the_address_that_was_asked_for() {
        Page page = open("demo-viewer", "/customers/assignees?projects=true");

        assertThat(heading(page, "Assignees")).isVisible();
        assertThat(page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Show project participants")))
                .isChecked();
        assertThat(page).hasTitle(Pattern.compile("^Assignees"));
    }

    @Test
    void creates_a_customer_and_finds_it_in_the_list() {
        Page page = open("demo-editor", "/customers/new");
        String name = "Brand new customer " + System.nanoTime();

        button(page, "Save").click();
        assertThat(page.getByRole(AriaRole.ALERT, new Page.GetByRoleOptions().setName("Check these fields")))
                .containsText("Name");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(false))
                .first()
                .fill(name);
        button(page, "Save").click();

        assertThat(heading(page, name)).isVisible();
        page.navigate(system.url() + "/customers?q=" + name.replace(' ', '+'));
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)))
                .isVisible();
    }
}

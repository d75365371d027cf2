package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds on every page: the session, the frame around the page, and what each person finds in it. */
class FrameTest extends PageTest {

    private static final String WORD = unique();
    private static final String CUSTOMER = "Frame " + WORD;

    @BeforeAll
    static void create() {
        created(api("demo-editor"), "/api/customers", "{\"name\":\"" + CUSTOMER + "\"}");
    }

    private static void chooseLanguage(Visit visit, String menuitem, String language) {
        visit.account().click();
        visit.menuitem(menuitem).click();
        visit.find(AriaRole.MENUITEMRADIO, language).click();
    }

    @Test
    void leads_back_to_the_address_that_was_asked_for() {
        Visit visit = unsigned(options()).go("/customers/assignees?projects=true&period=all&strange=1");

        signIn(visit, "demo-viewer");

        assertThat(visit.heading("Assignees")).isFocused();
        assertThat(visit.checkbox("Show project participants")).isChecked();
        assertThat(visit.checkbox("Show ended")).isChecked();
        assertThat(visit.address()).doesNotContain("sign-in");
    }

    @Test
    void says_that_the_session_has_ended_and_leads_back_in() {
        expectConsoleMessage("401");
        Visit visit = unsigned(options()).go("/customers/categories");
        signIn(visit, "demo-editor");
        assertThat(visit.heading("Categories")).isVisible();

        visit.page().context().clearCookies();
        visit.navigation("Customers")
                .getByRole(AriaRole.LINK)
                .filter(text("Tags"))
                .click();

        Visit dialog = visit.in(visit.dialog("You are signed out"));
        dialog.link("Sign in again").click();
        signIn(visit, "demo-editor");
        assertThat(visit.heading("Tags")).isVisible();
        visit.account().click();
        visit.menuitem("Sign out").click();
        assertThat(visit.page().getByLabel("Password")).isVisible();
    }

    private static Locator.FilterOptions text(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    @Test
    void leads_around_by_links_and_keeps_the_focus_on_the_heading() {
        Visit visit = open("demo-editor", "/customers");
        assertThat(visit.navigation("Main").getByRole(AriaRole.LINK))
                .hasText(new String[] {"My work", "Customers", "Contacts", "Projects", "Tasks", "Imports", "Settings"});

        Visit tabs = visit.in(visit.navigation("Customers"));
        for (String name : List.of("Responsibilities", "Categories", "Tags", "Assignees")) {
            tabs.link(name).click();
            assertThat(visit.heading(name)).isFocused();
            assertThat(tabs.link(name)).hasAttribute("aria-current", "page");
            assertThat(visit.page()).hasTitle(name + " · InCharge");
            assertThat(visit.find(AriaRole.HEADING, Pattern.compile(".*"))
                            .and(visit.page().locator("h1")))
                    .hasCount(1);
        }
        tabs.link("Overview").click();
        assertThat(visit.heading("Customers")).isFocused();
        assertThat(tabs.link("Overview")).hasAttribute("aria-current", "page");
        assertThat(tabs.link("Assignees")).not().hasAttribute("aria-current", "page");
        assertThat(visit.all(AriaRole.MAIN)).hasAttribute("aria-busy", "false");

        visit.go("/customers");
        assertThat(visit.heading("Customers")).isFocused();
        visit.link("Skip to content").press("Enter");
        assertThat(visit.all(AriaRole.MAIN)).isFocused();
    }

    @Test
    void finds_anything_in_the_command_palette() {
        Visit visit = open("demo-editor", "/me");

        visit.button("Search or jump").click();
        Visit palette = visit.in(visit.dialog("Command palette"));
        palette.combobox("Search or type a command").fill(WORD);
        assertThat(palette.find(AriaRole.OPTION, CUSTOMER + ", customer")).isVisible();
        Page beside = visit.page().context().waitForPage(() -> visit.press("Control+Enter"));
        assertThat(new Visit(beside, url()).heading(CUSTOMER)).isVisible();
        visit.page().bringToFront();
        visit.press("Enter");
        assertThat(visit.heading(CUSTOMER)).isVisible();

        visit.press("Control+k");
        palette.combobox("Search or type a command").fill("assignees");
        palette.find(AriaRole.OPTION, "Assignees, page").click();
        assertThat(visit.heading("Assignees")).isFocused();
        visit.press("Control+k");
        palette.combobox("Search or type a command").fill("create cust");
        palette.find(AriaRole.OPTION, "Create customer, action").click();
        assertThat(visit.heading("Create customer")).isFocused();
        visit.press("Control+k");
        visit.press("Escape");
        assertThat(palette.scope()).hasCount(0);
    }

    @Test
    void is_led_by_single_keys_unless_they_are_turned_off() {
        keepPreferences("demo-viewer");
        Visit visit = open("demo-viewer", "/customers");
        assertThat(visit.heading("Customers")).isFocused();

        visit.press("/");
        assertThat(visit.searchbox("Search customers")).isFocused();
        visit.page().evaluate("document.activeElement.blur()");
        visit.press("g");
        visit.press("a");
        assertThat(visit.heading("Assignees")).isFocused();
        visit.press("?");
        Visit dialog = visit.in(visit.dialog("Keyboard shortcuts"));
        dialog.checkbox("Single-key shortcuts").uncheck();
        dialog.button("Close").click();
        visit.press("g");
        visit.press("c");
        visit.press("?");
        assertThat(dialog.scope()).hasCount(0);
        assertThat(visit.heading("Assignees")).isVisible();
        visit.account().click();
        visit.menuitem("Keyboard shortcuts").click();
        dialog.checkbox("Single-key shortcuts").check();
        visit.press("Escape");
        assertThat(dialog.scope()).hasCount(0);
    }

    @Test
    void keeps_language_and_theme_over_sign_ins() {
        keepPreferences("demo-seller");
        Visit visit = open("demo-seller", "/customers");
        chooseLanguage(visit, "Language: English", "Suomi");
        assertThat(visit.heading("Asiakkaat")).isVisible();
        assertThat(visit.page().locator("html")).hasAttribute("lang", "fi");
        visit.account().click();
        visit.menuitem("Teema").click();
        visit.find(AriaRole.MENUITEMRADIO, "Tumma").click();
        assertThat(visit.page().locator("body")).hasCSS("background-color", "rgb(20, 24, 31)");

        Visit later = unsigned(options().setColorScheme(ColorScheme.LIGHT)).go("/customers");
        signIn(later, "demo-seller");
        assertThat(later.heading("Asiakkaat")).isVisible();
        assertThat(later.page().locator("body")).hasCSS("background-color", "rgb(20, 24, 31)");
        later.account().click();
        later.menuitem("Teema").click();
        assertThat(later.find(AriaRole.MENUITEMRADIO, "Tumma")).isChecked();
    }

    @Test
    void offers_what_the_account_has() {
        Visit visit = open("demo-editor", "/customers");

        visit.button("Account: Mikkel Dahl").click();
        assertThat(visit.all(AriaRole.MENUITEM).allInnerTexts().stream()
                        .map(text -> text.lines().findFirst().get()))
                .containsExactly("My work", "Language: English", "Theme", "Keyboard shortcuts", "API", "Sign out");
        visit.menuitem("Language: English").click();
        assertThat(visit.all(AriaRole.MENUITEMRADIO)).hasText(new String[] {"English", "Suomi", "Svenska", "Norsk"});
        assertThat(visit.find(AriaRole.MENUITEMRADIO, "English")).isChecked();
        visit.press("Escape");
        visit.menuitem("Theme").click();
        assertThat(visit.all(AriaRole.MENUITEMRADIO)).hasText(new String[] {"System", "Light", "Dark"});
        visit.press("Escape");
        visit.menuitem("My work").click();
        assertThat(visit.heading("My work")).isFocused();
        assertThat(visit.button("Undo last change")).isDisabled();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nonsense",
                "/customers/nonsense",
                "/customers/00000000-0000-7000-8000-000000000000",
                "/customers/categories/00000000-0000-7000-8000-000000000000",
                "/imports/customers/nonsense",
                "/settings/nonsense"
            })
    void says_that_nothing_is_there(String address) {
        expectConsoleMessage("404");
        Visit visit = open("demo-editor", address);

        assertThat(visit.heading("Not found")).isFocused();
        if (address.contains("0000")) {
            visit.text("Details").click();
            assertThat(visit.find(AriaRole.GROUP, "Details")).containsText("not-found");
        }
    }

    @Test
    void says_what_went_wrong_and_tries_again() {
        expectConsoleMessage("500");
        Visit visit = open("demo-viewer", "/me");
        String problem = """
                {"status":500,"code":"internal-error","detail":"It broke.","traceId":"0123456789abcdef"}""";
        var broken = new AtomicBoolean(true);
        visit.page().route("**/api/customers?*", route -> {
            if (broken.get()) {
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(500)
                        .setContentType("application/problem+json")
                        .setBody(problem));
            } else {
                route.resume();
            }
        });
        visit.navigation("Main")
                .getByRole(AriaRole.LINK)
                .filter(text("Customers"))
                .click();

        Visit failure = visit.in(visit.find(AriaRole.GROUP, "Details"));
        visit.text("Details").click();
        assertThat(failure.scope()).containsText("internal-error");
        assertThat(failure.scope()).containsText("0123456789abcdef");
        broken.set(false);
        visit.button("Try again").click();
        assertThat(visit.table("Customers")).isVisible();
        assertThat(failure.scope()).hasCount(0);
    }

    @ParameterizedTest
    @CsvSource({
        "demo-admin, true, true, true, true, true",
        "demo-editor, true, true, true, true, false",
        "demo-viewer, true, false, false, false, false",
        "demo-seller, true, true, false, true, false"
    })
    void shows_each_person_what_is_allowed(
            String person, boolean reads, boolean creates, boolean groups, boolean imports, boolean users) {
        Visit visit = open(person, "/customers?q=" + WORD);
        assertThat(visit.shown()).containsText("customer");
        assertThat(visit.link("Excel")).hasCount(reads ? 1 : 0);
        assertThat(visit.link("Create customer")).hasCount(creates ? 1 : 0);
        assertThat(visit.link("New customer category")).hasCount(groups ? 1 : 0);
        assertThat(visit.link("New tag")).hasCount(groups ? 1 : 0);
        assertThat(visit.in(visit.navigation("Main")).link("Imports")).hasCount(imports ? 1 : 0);

        visit.show("/settings/employees");
        assertThat(visit.heading(users ? "Employees" : "No access")).isFocused();
        visit.show("/customers/categories");
        assertThat(visit.heading("Categories")).isFocused();
        visit.show("/settings/workspace");
        assertThat(visit.heading(users ? "Workspace" : "No access")).isFocused();
        visit.show("/me");
        assertThat(visit.heading("My work")).isFocused();
        visit.show("/customers/new");
        assertThat(visit.heading(creates ? "Create customer" : "No access")).isFocused();
    }

    @Test
    void shows_an_employee_without_levels_nothing_but_the_own_work() {
        Visit visit = open("demo-employee", "/");

        for (String address : List.of(
                "/customers",
                "/customers/responsibilities",
                "/customers/categories",
                "/customers/assignees",
                "/customers/new",
                "/projects",
                "/imports",
                "/settings")) {
            assertThat(visit.heading("My work")).isFocused();
            visit.show(address);
            assertThat(visit.heading("No access")).isFocused();
            assertThat(visit.navigation("Main").getByRole(AriaRole.LINK)).hasText(new String[] {"My work"});
            visit.show("/");
        }
    }

    @Test
    void hides_from_a_seller_what_is_not_the_seller_s() {
        Api editor = api("demo-editor");
        String word = unique();
        // The word is not in the seller's name, which everybody may find.
        String other = created(
                api("demo-admin"), "/api/employees", "{\"name\":\"Seller %s\",\"seller\":true}".formatted(unique()));
        String category = created(
                editor, "/api/categories", "{\"name\":\"Hidden %s\",\"sellerIds\":[\"%s\"]}".formatted(word, other));
        String id = created(
                editor, "/api/customers", "{\"name\":\"Secret %s\",\"categoryId\":\"%s\"}".formatted(word, category));
        expectConsoleMessage("404");

        Visit all = open("demo-editor", "/customers?q=" + word);
        assertThat(all.shown()).hasText("1 customer");
        Visit visit = open("demo-seller", "/customers?q=" + word);
        assertThat(visit.shown()).hasText("0 customers");
        visit.go("/customers/" + id);
        assertThat(visit.heading("Not found")).isVisible();
        visit.press("Control+k");
        Visit palette = visit.in(visit.dialog("Command palette"));
        palette.combobox("Search or type a command").fill(word);
        assertThat(palette.text("Nothing found.")).isVisible();
        visit.go("/customers/categories?q=" + word);
        assertThat(visit.shown()).hasText("0 categories");
        assertThat(visit.page().locator("body")).not().containsText(word);
    }
}

package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A user with a real browser signs in, sees the own name and signs out. Skipped with a message if there is no Chromium.
 */
@Timeout(120)
@ExtendWith(SharedSystem.class)
class BrowserTest {

    private static RunningSystem system;
    private static Chromium chromium;

    private BrowserContext context;
    private Page page;

    /** The console output of the browser, such as violations of the content security policy. */
    private final List<String> consoleMessages = new ArrayList<>();

    @BeforeAll
    @Timeout(400)
    static void start(RunningSystem running) {
        Optional<Path> installed = Chromium.installed();
        if (installed.isEmpty()) {
            System.out.println("BrowserTest is skipped: no Chromium on the PATH. apt-get install chromium");
        }
        Assumptions.assumeTrue(installed.isPresent(), "no Chromium on the PATH");
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        system = running;
        chromium = Chromium.start(installed.get());
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() {
        open("en-GB");
    }

    private void open(String locale) {
        context = chromium.browser().newContext(new Browser.NewContextOptions().setLocale(locale));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                consoleMessages.add(message.text());
            }
        });
    }

    @AfterEach
    void leave() {
        context.close();
    }

    private void type(String person, String password) {
        page.getByLabel("User name").fill(person);
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
    }

    private void signIn(String person) {
        page.navigate(system.url());
        type(person, system.password());
        assertThat(account()).isVisible();
    }

    /** The button with the name of the person; it is there as long as the person is signed in. */
    private Locator account() {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Account: ")));
    }

    private void signOut() {
        account().click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        assertThat(page.getByLabel("Password")).isVisible();
    }

    /** What a script of the page gets. */
    private Object fetched(String path, String what) {
        return page.evaluate(
                "([path, what]) => fetch(path).then(answer => what === 'status' ? answer.status : answer.json())",
                List.of(path, what));
    }

    @ParameterizedTest
    @CsvSource({
        "demo-admin, Astrid Lindqvist, admin, 200",
        "demo-editor, Mikkel Dahl, edit, 200",
        "demo-viewer, Ingrid Solberg, view, 200",
        "demo-seller, Jonas Ekström, edit, 200",
        "demo-employee, Aino Virtanen, none, 403"
    })
    void comes_in_sees_who_one_is_and_goes(String person, String name, String customers, int overview) {
        signIn(person);

        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Account: " + name)))
                .isVisible();
        var session = (Map<?, ?>) fetched("/api/session", "body");
        assertThat(session.get("user")).isEqualTo(person);
        assertThat(((Map<?, ?>) session.get("employee")).get("name")).isEqualTo(name);
        assertThat(((Map<?, ?>) session.get("levels")).get("customers")).isEqualTo(customers);
        assertThat(session.get("seller")).isEqualTo(person.equals("demo-seller"));
        assertThat(fetched("/api/customers", "status")).isEqualTo(overview);

        signOut();

        assertThat(fetched("/api/session", "status")).isEqualTo(401);
        page.goBack();
        page.reload();
        assertThat(account()).isHidden();
        page.navigate(system.url() + "/sign-in");
        assertThat(page.getByLabel("Password")).isVisible();
    }

    @Test
    void is_told_that_something_was_wrong_but_not_what() {
        page.navigate(system.url() + "/sign-in");

        type("demo-viewer", "guess");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("The user name or the password is not right.");
        assertThat(page.getByLabel("User name")).hasValue("demo-viewer");
        assertThat(page.getByLabel("Password")).hasValue("");
        assertThat(page.getByLabel("Password")).isFocused();
        type("nobody", system.password());
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("The user name or the password is not right.");

        type("demo-viewer", system.password());
        assertThat(account()).isVisible();
    }

    @ParameterizedTest
    @CsvSource({
        "en-GB, en, Sign in to InCharge, Suomi, Kirjaudu InChargeen",
        "fi-FI, fi, Kirjaudu InChargeen, Svenska, Logga in i InCharge",
        "sv-SE, sv, Logga in i InCharge, Norsk, Logg inn i InCharge",
        "nb-NO, nb, Logg inn i InCharge, English, Sign in to InCharge"
    })
    void reads_one_s_own_language_and_may_choose_another(
            String locale, String language, String heading, String other, String otherHeading) {
        context.close();
        open(locale);

        page.navigate(system.url() + "/sign-in");

        assertThat(page.getByRole(AriaRole.HEADING)).hasText(heading);
        assertThat(page.locator("html")).hasAttribute("lang", language);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(other))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING)).hasText(otherHeading);
    }

    @Test
    void needs_no_mouse() {
        page.navigate(system.url() + "/sign-in");

        assertThat(page.getByLabel("User name")).isFocused();
        page.keyboard().type("demo-viewer");
        page.keyboard().press("Tab");
        page.keyboard().type(system.password());
        page.keyboard().press("Enter");

        assertThat(account()).isVisible();
    }

    @Test
    void changes_something_only_from_a_page_of_ours() {
        signIn("demo-editor");
        String made = """
                token => fetch('/api/customers', {method: 'POST', body: '{"name":"Browser Oy"}',
                    headers: {'Content-Type': 'application/json', ...token}}).then(answer => answer.status)""";
        String token = "Object.fromEntries(document.cookie.split('; ').map(pair => pair.split('=')))['incharge-csrf']";

        assertThat(page.evaluate(made, Map.of())).isEqualTo(403);
        assertThat(page.evaluate(made, Map.of("X-CSRF-Token", page.evaluate(token))))
                .isEqualTo(201);

        context.route("https://foreign.example/**", BrowserTest::foreignPage);
        page.navigate("https://foreign.example/");
        Response refused = page.waitForResponse(
                system.url() + "/api/customers", () -> page.locator("button").click());
        assertThat(refused.status()).isIn(401, 403);
        page.navigate(system.url());
        var found = (Map<?, ?>) fetched("/api/customers?q=Foreign", "body");
        assertThat(found.get("total")).isEqualTo(0);
        assertThat(account()).isVisible();
    }

    private static void foreignPage(Route route) {
        route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody("""
                <form method="post" action="%s/api/customers" enctype="text/plain">
                  <input name='{"name":"Foreign Oy","x":"' value='"}'><button>Win</button>
                </form>""".formatted(system.url())));
    }

    @Test
    void hears_no_more_changes_after_the_sign_out() {
        signIn("demo-viewer");
        page.evaluate("""
                () => new Promise(opened => {
                    window.changes = new EventSource('/api/changes');
                    window.changes.onopen = opened;
                })""");

        page.evaluate("""
                () => fetch('/sign-out', {method: 'POST', redirect: 'manual',
                    headers: {'X-CSRF-Token': document.cookie.match(/incharge-csrf=([^;]*)/)[1]}})""");

        page.waitForFunction("() => window.changes.readyState === EventSource.CLOSED");
    }

    @Test
    void is_shown_pages_that_keep_their_own_rules() {
        page.navigate(system.url());
        page.navigate(system.url() + "/sign-in");
        page.navigate(system.url() + "/api/docs");
        assertThat(page.getByText("The customer and its own fields.")).isVisible();

        assertThat(consoleMessages).isEmpty();
        assertThat(context.cookies())
                .filteredOn(cookie -> cookie.name.equals("incharge-session"))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie.httpOnly).isTrue());
    }
}

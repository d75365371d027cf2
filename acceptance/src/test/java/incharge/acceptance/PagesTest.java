package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotAnimations;
import incharge.acceptance.PageStates.Rows;
import incharge.acceptance.PageStates.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Visits every page and leaves a picture of each in {@code target/screens}: no violation of WCAG 2.2 A and AA, nothing
 * in the console, nothing beyond the right edge, one heading, and no English in another language.
 */
@Timeout(300)
@ExtendWith({SharedSystem.class, SharedBrowser.class})
class PagesTest {

    private static final String PERSON = "demo-admin";
    private static final int WIDE = 1440;
    private static final int NARROW = 390;
    private static final Path SCREENS = Path.of("target", "screens");

    private static RunningSystem system;
    private static Rows rows;
    private static BrowserContext context;
    private static Page page;

    /** What the browser complained about since it was last looked at. */
    private static final List<String> COMPLAINTS = new ArrayList<>();

    @BeforeAll
    @Timeout(400)
    static void start(RunningSystem running, SharedBrowser.Sessions browser) {
        system = running;
        rows = PageStates.rows(Workspace.of(Api.as(PERSON, system)));
        Browser.NewContextOptions options =
                new Browser.NewContextOptions().setLocale("en-GB").setReducedMotion(ReducedMotion.REDUCE);
        String session = browser.states().get(PERSON);
        context = browser.browser().newContext(session == null ? options : options.setStorageState(session));
        context.setDefaultTimeout(10_000);
        watch(context);
        page = context.newPage();
        page.navigate(system.url() + "/me");
        if (page.url().contains("/sign-in")) {
            signIn(page, PERSON);
            browser.states().put(PERSON, context.storageState());
        }
    }

    @AfterAll
    static void stop() {
        if (context != null) {
            context.close();
        }
    }

    private static void watch(BrowserContext context) {
        context.exposeBinding("reported", (_, report) -> COMPLAINTS.add("CSP: " + report[0]));
        context.addInitScript("document.addEventListener('securitypolicyviolation', event =>"
                + " reported(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))");
        context.addInitScript(script("/axe.min.js"));
        context.addInitScript(script("/incharge/acceptance/page.js"));
        context.onConsoleMessage(message -> COMPLAINTS.add(message.type() + ": " + message.text()));
        context.onWebError(error -> COMPLAINTS.add("error: " + error.error()));
        // The choices of a person are kept at the server, where other tests make some for the same person.
        context.route(
                "**/api/session/preferences",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{}")));
        context.route("**/api/customers?**sort=createdAt**", route -> route.fulfill(Answers.BROKEN));
    }

    private static String script(String resource) {
        try (InputStream script = PagesTest.class.getResourceAsStream(resource)) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signIn(Page page, String person) {
        page.getByLabel("User name").fill(person);
        page.getByLabel("Password").fill("demo");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        assertThat(page).not().hasURL(Pattern.compile(".*/sign-in.*"));
    }

    @TestFactory
    Stream<DynamicTest> is_accessible_and_fits() {
        Texts english = Texts.in("en");
        return Stream.of(WIDE, NARROW)
                .flatMap(width -> PageStates.of(rows).stream()
                        .filter(state -> state.at(width == WIDE))
                        .map(state -> DynamicTest.dynamicTest(
                                state.name() + " at " + width, () -> look(state, new Screen(page, english), width))));
    }

    @TestFactory
    Stream<DynamicTest> speaks_one_language() {
        return Stream.of("fi", "sv", "nb")
                .map(Texts::in)
                .flatMap(texts -> PageStates.of(rows).stream()
                        .filter(state -> state.at(true))
                        .map(state -> DynamicTest.dynamicTest(
                                state.name() + " in " + texts.language(), () -> read(state, new Screen(page, texts)))));
    }

    @Test
    void is_accessible_to_those_who_are_not_signed_in_or_have_no_access() {
        guest("no-access", "demo-employee", "/customers/assignees");
        guest("my-work-employee", "demo-employee", "/me");
        guest("sign-in", "", "/sign-in");
    }

    private static void guest(String name, String person, String address) {
        List<String> found = new ArrayList<>();
        try (BrowserContext other = context.browser().newContext(new Browser.NewContextOptions().setLocale("en-GB"))) {
            watch(other);
            Page visited = other.newPage();
            visited.navigate(system.url() + address);
            if (!person.isEmpty()) {
                signIn(visited, person);
            }
            COMPLAINTS.clear();
            for (int width : List.of(WIDE, NARROW)) {
                visited.setViewportSize(width, height(width));
                visited.waitForFunction("() => incharge.settled('')");
                found.addAll(inspected(visited, name, width));
            }
        }
        assertThat(found).as(name).isEmpty();
        assertThat(COMPLAINTS).as(name).isEmpty();
    }

    private static void look(State state, Screen screen, int width) {
        page.setViewportSize(width, height(width));
        speak(screen.texts().language());
        List<String> found;
        try {
            open(state, screen);
            found = inspected(page, state.name(), width);
        } finally {
            leave();
        }
        assertThat(found).isEmpty();
        assertThat(complaints(state)).isEmpty();
    }

    private static int height(int width) {
        return width == WIDE ? 900 : 844;
    }

    /** What is wrong with a page at this width, in both themes; the second one differs in its colours alone. */
    private static List<String> inspected(Page page, String name, int width) {
        List<String> found = new ArrayList<>();
        for (String theme : List.of("light", "dark")) {
            page.emulateMedia(new Page.EmulateMediaOptions()
                    .setColorScheme(theme.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT));
            page.screenshot(new ScreenshotOptions()
                    .setAnimations(ScreenshotAnimations.DISABLED)
                    .setPath(SCREENS.resolve(name + "-" + width + "-" + theme + ".png")));
            found.addAll(list(page, "incharge.violations(" + theme.equals("dark") + ")"));
        }
        found.addAll(list(page, "incharge.overflowing()"));
        assertThat(list(page, "incharge.headings()"))
                .as("headings of the first level")
                .hasSize(1);
        return found;
    }

    private static void read(State state, Screen screen) {
        page.setViewportSize(WIDE, 900);
        speak(screen.texts().language());
        List<String> shown;
        try {
            open(state, screen);
            shown = list(page, "incharge.texts()");
        } finally {
            leave();
        }
        assertThat(screen.texts().strangers(shown)).isEmpty();
        assertThat(complaints(state)).isEmpty();
    }

    /** Chooses the language in the account menu, as everybody does. */
    private static void speak(String language) {
        if (page.locator("html").getAttribute("lang").equals(language)) {
            return;
        }
        page.locator(".top [aria-haspopup=menu]").click();
        page.locator("[role=menuitem][aria-haspopup]").first().click();
        Locator choice = page.getByRole(AriaRole.MENUITEMRADIO)
                .nth(List.of("en", "fi", "sv", "nb").indexOf(language));
        page.waitForResponse("**/?lang=" + language, choice::click);
        page.locator("html[lang=" + language + "]").waitFor();
        // The list of own changes keeps the language of its time.
        page.evaluate("sessionStorage.clear()");
        page.navigate(system.url() + "/me");
        page.locator("html[lang=" + language + "]").waitFor();
    }

    private static void open(State state, Screen screen) {
        COMPLAINTS.clear();
        go(
                state.address(),
                state.name().equals("not-found") ? "" : screen.texts().of("notFound.title"));
        state.act().accept(screen);
        page.waitForFunction("() => incharge.settled('')");
    }

    /** Goes to an address as a link does, without loading the page anew. */
    private static void go(String address, String before) {
        page.evaluate("address => history.pushState({}, '', address)", address);
        page.waitForFunction("before => incharge.settled(before)", before);
    }

    /** Closes what is open and goes to a page without data, where the next visit begins. */
    private static void leave() {
        page.keyboard().press("Escape");
        page.keyboard().press("Escape");
        page.evaluate("sessionStorage.clear()");
        page.evaluate("document.querySelectorAll('.toast .btn.icon').forEach(button => button.click())");
        go("/nothing/here", "");
    }

    private static List<String> complaints(State state) {
        List<String> found = COMPLAINTS.stream()
                .filter(complaint -> !state.refused() || !complaint.contains("Failed to load resource"))
                .toList();
        COMPLAINTS.clear();
        return found;
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Page page, String script) {
        return (List<String>) page.evaluate(script);
    }
}

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
import java.util.Locale;
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
 * in the console, nothing beyond the right edge, one heading, and no English in another language. A build visits each
 * page once on a wide and once on a narrow screen; the Maven profile {@code pages} adds the other themes and languages.
 */
@Timeout(300)
@ExtendWith({SharedSystem.class, SharedBrowser.class})
class PagesTest {

    private static final String PERSON = "demo-admin";
    private static final int WIDE = 1440;
    private static final int NARROW = 390;
    private static final List<Look> LOOKS = "all".equals(System.getProperty("incharge.pages"))
            ? List.of(
                    new Look(WIDE, "en", List.of(ColorScheme.LIGHT, ColorScheme.DARK)),
                    new Look(NARROW, "en", List.of(ColorScheme.LIGHT, ColorScheme.DARK)),
                    new Look(WIDE, "fi", List.of()),
                    new Look(WIDE, "sv", List.of()),
                    new Look(WIDE, "nb", List.of()))
            : List.of(
                    new Look(WIDE, "fi", List.of(ColorScheme.LIGHT)),
                    new Look(NARROW, "en", List.of(ColorScheme.DARK)));

    private static final Path SCREENS = Path.of("target", "screens");

    /**
     * How the pages are looked at. In English there is nothing to say about the language.
     *
     * @param themes in which the page is checked; without one only its texts are
     */
    private record Look(int width, String language, List<ColorScheme> themes) {

        void resize(Page page) {
            page.setViewportSize(width, width == WIDE ? 900 : 844);
        }

        boolean translated() {
            return !language.equals("en");
        }

        @Override
        public String toString() {
            return "at " + width + " in " + language;
        }
    }

    /** What happens at the end of a visit. */
    private interface End extends AutoCloseable {

        @Override
        void close();
    }

    private static RunningSystem system;
    private static Rows rows;
    private static BrowserContext context;
    private static Page page;

    /** The lines that the console got since it was last read. */
    private static final List<String> CONSOLE = new ArrayList<>();

    @BeforeAll
    @Timeout(400)
    static void start(RunningSystem running, SharedBrowser.Sessions browser) {
        system = running;
        rows = PageStates.rows(Workspace.of(Api.as(PERSON, system)));
        Browser.NewContextOptions options =
                new Browser.NewContextOptions().setLocale("en-GB").setReducedMotion(ReducedMotion.REDUCE);
        String session = browser.states().get(PERSON);
        context = browser.browser().newContext(session == null ? options : options.setStorageState(session));
        context.setDefaultTimeout(30_000);
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
        context.exposeBinding("reported", (_, report) -> CONSOLE.add("CSP: " + report[0]));
        context.addInitScript("document.addEventListener('securitypolicyviolation', event =>"
                + " reported(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))");
        context.addInitScript(script("/axe.min.js"));
        context.addInitScript(script("/incharge/acceptance/page.js"));
        context.onConsoleMessage(message -> CONSOLE.add(message.type() + ": " + message.text()));
        context.onWebError(error -> CONSOLE.add("error: " + error.error()));
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
        page.getByLabel("Password").fill(system.password());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        assertThat(page).not().hasURL(Pattern.compile(".*/sign-in.*"));
    }

    @TestFactory
    Stream<DynamicTest> is_accessible_and_fits_and_is_of_one_language() {
        return LOOKS.stream().flatMap(look -> {
            var screen = new Screen(page, Texts.in(look.language()));
            return PageStates.of(rows).stream()
                    .filter(state -> state.at(look.width() == WIDE))
                    .map(state -> DynamicTest.dynamicTest(state.name() + " " + look, () -> visit(state, screen, look)));
        });
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
            CONSOLE.clear();
            for (Look look : LOOKS) {
                look.resize(visited);
                visited.waitForFunction("() => incharge.settled('')");
                found.addAll(checkLayout(visited, name, look));
            }
        }
        assertThat(found).as(name).isEmpty();
        assertThat(CONSOLE).as(name).isEmpty();
    }

    private static void visit(State state, Screen screen, Look look) {
        look.resize(page);
        chooseLanguage(look.language());
        List<String> found = new ArrayList<>();
        try (End _ = PagesTest::leave) {
            open(state, screen);
            found.addAll(checkLayout(page, state.name(), look));
            if (look.translated()) {
                found.addAll(screen.texts().untranslated(list(page, "incharge.texts()")));
            }
        }
        assertThat(found).isEmpty();
        assertThat(consoleMessages(state)).isEmpty();
    }

    /** What is wrong with a page in each theme; the second one differs in its colours alone. */
    private static List<String> checkLayout(Page page, String name, Look look) {
        List<String> found = new ArrayList<>();
        for (ColorScheme theme : look.themes()) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
            page.screenshot(new ScreenshotOptions()
                    .setAnimations(ScreenshotAnimations.DISABLED)
                    .setPath(SCREENS.resolve("%s-%d-%s.png"
                            .formatted(name, look.width(), theme.name().toLowerCase(Locale.ROOT)))));
            boolean first = theme == look.themes().getFirst();
            found.addAll(list(page, "incharge.violations(" + !first + ")"));
            if (first) {
                found.addAll(list(page, "incharge.overflowing()"));
                assertThat(list(page, "incharge.headings()"))
                        .as("headings of the first level")
                        .hasSize(1);
            }
        }
        return found;
    }

    /** Chooses the language in the account menu, as everybody does. */
    private static void chooseLanguage(String language) {
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
        CONSOLE.clear();
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

    private static List<String> consoleMessages(State state) {
        List<String> found = CONSOLE.stream()
                .filter(message -> !state.refused() || !message.contains("Failed to load resource"))
                .toList();
        CONSOLE.clear();
        return found;
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Page page, String script) {
        return (List<String>) page.evaluate(script);
    }
}

package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static incharge.acceptance.Workspace.change;
import static incharge.acceptance.Workspace.changeOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ScreenshotAnimations;
import incharge.acceptance.Visits.Rows;
import incharge.acceptance.Visits.Visit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Visits every page and leaves a picture of each in {@code target/screens}: no violation of WCAG 2.2 A and AA, nothing
 * in the console, nothing beyond the right edge, one heading, and no English in another language.
 */
@Timeout(300)
@ExtendWith(SharedSystem.class)
class PagesTest {

    private static final int WIDE = 1440;
    private static final int NARROW = 390;
    private static final Path SCREENS = Path.of("target", "screens");

    private static RunningSystem system;
    private static Chromium chromium;
    private static Rows rows;
    private static BrowserContext context;
    private static Page page;

    /** What the browser complained about since it was last looked at. */
    private static final List<String> COMPLAINTS = new ArrayList<>();

    @BeforeAll
    @Timeout(400)
    static void start(RunningSystem running) {
        Optional<Path> installed = Chromium.installed();
        if (installed.isEmpty()) {
            System.out.println("PagesTest is skipped: no Chromium on the PATH. apt-get install chromium");
        }
        Assumptions.assumeTrue(installed.isPresent(), "no Chromium on the PATH");
        system = running;
        rows = made(Workspace.of(Api.as("demo-admin", system)));
        chromium = Chromium.start(installed.get());
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale("en-GB")
                        .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
        watch(context);
        context.setDefaultTimeout(10_000);
        page = context.newPage();
        signIn(page, "demo-admin");
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    /** Something for every page to show. */
    private static Rows made(Workspace workspace) {
        String word = Workspace.word();
        LocalDate today = LocalDate.now();
        String team = workspace.made("/api/teams", "name", "Team " + word);
        String seller = workspace.employee(
                "Astrid " + word, "teamId", team, "seller", true, "email", "astrid@" + word + ".example");
        String other = workspace.employee("Bengt " + word, "teamId", team, "sellerInfo", "Oslo and the west coast");
        String role = workspace.role("Keeper " + word);
        List<String> customers = workspace.customers("Strand " + word, 3);
        String archived = workspace.customer("Closed " + word);
        workspace.post("/api/customers/" + archived + "/archive", "").expect(200);
        String category = workspace.category(
                "Shops " + word, "customerIds", customers.subList(0, 2), "sellerIds", List.of(seller));
        String tag = workspace.tag("Season " + word, "customerIds", customers.subList(1, 3));
        String project = workspace.project(customers.getFirst(), "Move " + word);
        workspace.changed(List.of(
                change("assign", customers.get(0), seller, "roleId", role, "from", today.minusDays(400)),
                change("assign", customers.get(0), other, "to", today.plusDays(9)),
                change("assign", customers.get(1), seller, "from", today.plusDays(30)),
                change("assign", customers.get(2), other, "to", today.minusDays(90)),
                changeOf("project", "assign", project, other)));
        return new Rows(
                word, customers.getFirst(), archived, category, tag, project, seller, imported(workspace.api(), word));
    }

    /** An import whose second row is refused. */
    private static String imported(Api api, String word) {
        String file = "name,email\nImported " + word + ",post@" + word + ".example\n,nobody\n";
        return api.finished(api.upload("customers", "", "customers.csv", file.getBytes(UTF_8), Map.of()))
                .json()
                .get("importId")
                .asString();
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
        page.navigate(system.url() + "/me");
        page.getByLabel("User name").fill(person);
        page.getByLabel("Password").fill("demo");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        assertThat(page).hasURL(system.url() + "/me");
    }

    @TestFactory
    Stream<DynamicTest> is_accessible_and_fits() {
        Texts english = Texts.in("en");
        return Stream.of(WIDE, NARROW)
                .flatMap(width -> Visits.of(rows).stream()
                        .filter(visit -> visit.at(width == WIDE))
                        .map(visit -> DynamicTest.dynamicTest(
                                visit.name() + " at " + width, () -> look(visit, new Screen(page, english), width))));
    }

    @TestFactory
    Stream<DynamicTest> speaks_one_language() {
        return Stream.of("fi", "sv", "nb")
                .map(Texts::in)
                .flatMap(texts -> Visits.of(rows).stream()
                        .filter(visit -> visit.at(true))
                        .map(visit -> DynamicTest.dynamicTest(
                                visit.name() + " in " + texts.language(), () -> read(visit, new Screen(page, texts)))));
    }

    private static void look(Visit visit, Screen screen, int width) {
        page.setViewportSize(width, width == WIDE ? 900 : 844);
        List<String> found = new ArrayList<>();
        try {
            open(visit, screen);
            for (String theme : List.of("light", "dark")) {
                page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme);
                page.screenshot(new ScreenshotOptions()
                        .setAnimations(ScreenshotAnimations.DISABLED)
                        .setPath(SCREENS.resolve(visit.name() + "-" + width + "-" + theme + ".png")));
                found.addAll(list("incharge.violations(" + theme.equals("dark") + ")"));
            }
            found.addAll(list("incharge.overflowing()"));
            assertThat(list("incharge.headings()"))
                    .as("headings of the first level")
                    .hasSize(1);
        } finally {
            leave(screen);
        }
        assertThat(found).isEmpty();
        assertThat(complaints(visit)).isEmpty();
    }

    private static void read(Visit visit, Screen screen) {
        page.setViewportSize(WIDE, 900);
        speak(screen.texts().language());
        List<String> shown;
        try {
            open(visit, screen);
            shown = list("incharge.texts()");
        } finally {
            leave(screen);
        }
        assertThat(screen.texts().strangers(shown)).isEmpty();
        assertThat(complaints(visit)).isEmpty();
    }

    /** Chooses the language in the account menu, as everybody does. */
    private static void speak(String language) {
        if (page.locator("html").getAttribute("lang").equals(language)) {
            return;
        }
        page.locator(".top [aria-haspopup=menu]").click();
        page.locator("[role=menuitem][aria-haspopup]").first().click();
        page.getByRole(AriaRole.MENUITEMRADIO)
                .nth(List.of("en", "fi", "sv", "nb").indexOf(language))
                .click();
        page.locator("html[lang=" + language + "]").waitFor();
        // What was done before is told in the language of its time.
        page.evaluate("sessionStorage.clear()");
        page.navigate(system.url() + "/me");
        page.locator("html[lang=" + language + "]").waitFor();
    }

    private static void open(Visit visit, Screen screen) {
        COMPLAINTS.clear();
        go(
                visit.address(),
                visit.name().equals("not-found") ? "" : screen.texts().of("notFound.title"));
        visit.act().accept(screen);
        page.waitForFunction("() => incharge.settled('')");
    }

    /** Goes to an address as a link does, without loading the page anew. */
    private static void go(String address, String before) {
        page.evaluate("address => history.pushState({}, '', address)", address);
        page.waitForFunction("before => incharge.settled(before)", before);
    }

    /** Closes what is open and goes to a page without data, where the next visit begins. */
    private static void leave(Screen screen) {
        page.keyboard().press("Escape");
        page.keyboard().press("Escape");
        page.evaluate("sessionStorage.clear()");
        page.evaluate("document.querySelectorAll('.toast .btn.icon').forEach(button => button.click())");
        go("/nothing/here", "");
    }

    private static List<String> complaints(Visit visit) {
        List<String> found = COMPLAINTS.stream()
                .filter(complaint -> !visit.refused() || !complaint.contains("Failed to load resource"))
                .toList();
        COMPLAINTS.clear();
        return found;
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(String script) {
        return (List<String>) page.evaluate(script);
    }
}

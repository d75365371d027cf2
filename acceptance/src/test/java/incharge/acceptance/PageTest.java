package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test in which people work with the pages as they are seen: by role and name. A person signs in once for all test
 * classes, each test opens its own contexts of the browser, and the console has to stay empty.
 */
@Timeout(120)
@ExtendWith({SharedSystem.class, SharedBrowser.class})
abstract class PageTest {

    private static RunningSystem system;
    private static SharedBrowser.Sessions sessions;

    private final List<KeptPreferences> preferences = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> consoleMessages = new ArrayList<>();
    private final List<String> expectedMessages = new ArrayList<>();

    @BeforeAll
    @Timeout(400)
    static void start(RunningSystem running, SharedBrowser.Sessions browser) {
        system = running;
        sessions = browser;
    }

    @AfterEach
    void leave() {
        contexts.forEach(BrowserContext::close);
        preferences.forEach(KeptPreferences::close);
        assertThat(consoleMessages)
                .filteredOn(message -> expectedMessages.stream().noneMatch(message::contains))
                .as("the console of the browser")
                .isEmpty();
    }

    static String url() {
        return system.url();
    }

    static Api api(String person) {
        return Api.as(person, system);
    }

    /** A word that no other test and no earlier run has. */
    static String unique() {
        return Long.toString(System.nanoTime(), Character.MAX_RADIX);
    }

    /** A name with a word of its own behind it. */
    static String unique(String name) {
        return Workspace.unique(name);
    }

    /** Creates something, waits until the lists have it, and returns its id. */
    static String created(Api api, String path, String json) {
        Api.Answer answer = api.post(path, json).expect(201);
        waitFor(api, answer);
        return answer.json().get("id").asString();
    }

    /** Waits until the lists have what a command did: a browser does not know the position of its event. */
    static void waitFor(Api api, Api.Answer answer) {
        api.get("/api/matrix?limit=0", "Min-Event-Position", answer.header("Event-Position"))
                .expect(200);
    }

    /**
     * Makes somebody responsible, and waits until the lists have it.
     *
     * @param type customer or project
     * @param fields further fields, each with a comma before it
     */
    static void assign(Api api, String type, String subject, String employee, String fields) {
        String change = """
                {"changes":[{"action":"assign","subject":{"type":"%s","id":"%s"},"employeeId":"%s"%s}]}""".formatted(type, subject, employee, fields);
        waitFor(api, api.post("/api/responsibilities", change).expect(200));
    }

    /** Puts the choices of a person back after this test, because others look for words and colours in the pages. */
    void keepPreferences(String person) {
        preferences.add(KeptPreferences.of(api(person)));
    }

    /** Makes this test accept lines of the console, as Chromium writes one for each refused request. */
    void expectConsoleMessage(String part) {
        expectedMessages.add(part);
    }

    /** Opens an address on a wide screen as a person who is signed in. */
    Visit open(String person, String address) {
        return open(person, address, options());
    }

    Visit openNarrow(String person, String address) {
        return open(person, address, options().setViewportSize(390, 844));
    }

    static Browser.NewContextOptions options() {
        return new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(1440, 900);
    }

    Visit open(String person, String address, Browser.NewContextOptions options) {
        String state = sessions.states().get(person);
        Visit visit = unsigned(state == null ? options : options.setStorageState(state));
        visit.go(address);
        if (visit.page().url().contains("/sign-in")) {
            signIn(visit, person);
            sessions.states().put(person, visit.page().context().storageState());
        }
        return visit;
    }

    /** A new context of the browser, in which nobody is signed in unless the options hold a session. */
    Visit unsigned(Browser.NewContextOptions options) {
        BrowserContext context = sessions.browser().newContext(options);
        contexts.add(context);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                consoleMessages.add(message.text());
            }
        });
        page.onPageError(consoleMessages::add);
        return new Visit(page, system.url());
    }

    /** Fills in the sign-in page that is shown, and waits for the page behind it. */
    static void signIn(Visit visit, String person) {
        signIn(visit, person, system.password());
    }

    static void signIn(Visit visit, String person, String password) {
        visit.page().getByLabel("User name").fill(person);
        visit.page().getByLabel("Password").fill(password);
        visit.button("Sign in").click();
        assertThat(visit.account()).isVisible();
    }
}

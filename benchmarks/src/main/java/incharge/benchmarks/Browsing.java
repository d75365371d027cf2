package incharge.benchmarks;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import incharge.local.Tools;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The browser of this machine, without a window; each page is in a context of its own, with an empty cache. */
final class Browsing implements AutoCloseable {
    private static final List<String> PROGRAMS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final int WIDTH = 1_440;
    private static final int HEIGHT = 900;

    private final Playwright playwright;
    private final Browser browser;
    private final URI gateway;

    private Browsing(Playwright playwright, Browser browser, URI gateway) {
        this.playwright = playwright;
        this.browser = browser;
        this.gateway = gateway;
    }

    /** Where the browser is, if this machine has one. */
    static Optional<Path> program() {
        return PROGRAMS.stream().map(Tools::find).flatMap(Optional::stream).findFirst();
    }

    static Browsing start(Path program, URI gateway) {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        // the second one: the size of the heap, to the byte
                        .setArgs(List.of("--no-sandbox", "--enable-precise-memory-info")));
        return new Browsing(playwright, browser, gateway);
    }

    /** Signs a person in. Returns the cookies, for {@link #open}. */
    String signIn(String person) {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(gateway + "/me");
            page.getByLabel("User name").fill(person);
            page.getByLabel("Password").fill("demo");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                    .click();
            page.waitForURL(gateway + "/me");
            return context.storageState();
        }
    }

    /** Opens a page of InCharge with the cookies of a person. */
    MeasuredPage open(String cookies, String path) {
        return MeasuredPage.open(browser.newContext(sized().setStorageState(cookies)), gateway + path);
    }

    /** Opens a page from elsewhere. */
    MeasuredPage open(String address) {
        return MeasuredPage.open(browser.newContext(sized()), address);
    }

    private static Browser.NewContextOptions sized() {
        return new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(WIDTH, HEIGHT);
    }

    @Override
    public void close() {
        playwright.close();
    }
}

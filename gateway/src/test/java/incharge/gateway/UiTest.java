package incharge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The web UI as the gateway serves it. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UiTest {

    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");
    private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/index-[^\"]+\\.js)\"");

    private final GatewayUnderTest gateway = new GatewayUnderTest(Map.of());
    private Browser browser;

    @BeforeAll
    void sign_in() throws Exception {
        browser = Browser.signedIn(gateway, "demo-viewer");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/customers/responsibilities?projects=true", "/customers/0191-1/edit", "/nothing/like/this"
            })
    void every_address_that_is_nothing_else_is_the_page(String path) throws Exception {
        HttpResponse<String> page = browser.get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.body()).contains("<div id=\"root\">");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/nothing", "/actuator/nothing", "/oauth2/nothing", "/assets/nothing.js", "/nothing.txt"})
    void other_addresses_are_not(String path) throws Exception {
        assertThat(browser.get(path).statusCode()).isNotEqualTo(200);
    }

    @Test
    void the_font_of_the_sign_in_page_is_that_of_the_ui_and_is_kept() throws Exception {
        String styles = gateway.send(gateway.to("/start.css")).body();

        Matcher font = Pattern.compile("url\\(\"([^\"]+)\"\\)").matcher(styles);
        assertThat(font.find()).isTrue();
        HttpResponse<String> file = gateway.send(gateway.to(font.group(1)));

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).hasValue("font/woff2");
        assertThat(file.headers().firstValue("Cache-Control")).hasValue("max-age=31536000, public, immutable");
    }

    @Test
    void the_page_has_a_new_nonce_each_time_and_allows_no_script_but_files() throws Exception {
        HttpResponse<String> page = browser.get("/");
        HttpResponse<String> again = browser.get("/");

        String nonce = nonce(page);
        assertThat(nonce).hasSizeGreaterThanOrEqualTo(22).isNotEqualTo(nonce(again));
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'self'", "style-src 'self' 'nonce-" + nonce + "'")
                .doesNotContain("unsafe", "script-src");
        assertThat(page.body()).doesNotContain("<script>", "nonce=\"\"");
    }

    @Test
    void the_page_speaks_the_language_that_was_chosen() throws Exception {
        assertThat(browser.get("/?lang=fi").body()).contains("<html lang=\"fi\">");
        assertThat(browser.get("/customers").body()).as("and remembers it").contains("<html lang=\"fi\">");
        assertThat(browser.get("/?lang=en").body()).contains("<html lang=\"en\">");
    }

    @Test
    void assets_are_kept_for_ever_and_come_compressed() throws Exception {
        Matcher script = SCRIPT.matcher(browser.get("/").body());
        assertThat(script.find()).isTrue();

        HttpResponse<String> plain = gateway.send(gateway.to(script.group(1)));
        HttpResponse<String> compressed =
                gateway.send(gateway.to(script.group(1)).header("Accept-Encoding", "gzip, br"));

        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(header -> assertThat(header).contains("max-age=31536000", "public", "immutable"));
        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("br");
        assertThat(compressed.headers().firstValue("Vary")).hasValue("Accept-Encoding");
    }

    @Test
    void whoever_is_not_signed_in_signs_in_first_and_comes_back() throws Exception {
        var stranger = new Browser(gateway);

        HttpResponse<String> page = stranger.signIn("/customers/assignees?projects=true", "demo-viewer", "demo");

        assertThat(page.uri().toString()).isEqualTo(gateway.url() + "/customers/assignees?projects=true");
        assertThat(page.body()).contains("<div id=\"root\">");
    }

    private static String nonce(HttpResponse<String> page) {
        Matcher nonce = NONCE.matcher(page.body());
        assertThat(nonce.find()).isTrue();
        return nonce.group(1);
    }
}

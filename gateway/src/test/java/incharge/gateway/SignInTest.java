package incharge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import incharge.local.RealParts;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class SignInTest {

    private static StubService customers;
    private static StubService reporting;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void open() {
        customers = new StubService("customers");
        reporting = new StubService("reporting");
        reporting.behaviour =
                StubService.answering("{\"employee\":{\"id\":\"0191\",\"name\":\"Sanna <S>\"},\"seller\":true}");
        gateway = new GatewayUnderTest(settings());
    }

    private static Map<String, String> settings() {
        return Map.of("incharge.customers-url", customers.url(), "incharge.reporting-url", reporting.url());
    }

    @AfterAll
    static void close() {
        gateway.close();
        customers.close();
        reporting.close();
    }

    @Nested
    class Person {

        @Test
        void comes_in_by_code_with_pkce_and_the_services_get_the_person_s_token() throws Exception {
            var browser = new Browser(gateway);
            assertThat(browser.get("/api").body()).contains("href=\"/sign-in\"").doesNotContain("/sign-out");

            HttpResponse<String> back = browser.signIn("/sign-in", "demo-seller", "demo");

            assertThat(browser.way.getFirst())
                    .startsWith(gateway.url() + "/oauth2/authorize?")
                    .contains(
                            "response_type=code", "code_challenge_method=S256", "code_challenge=", "state=", "nonce=");
            assertThat(back.uri().getPath()).isEqualTo("/");
            assertThat(browser.get("/api").body()).contains("Sanna &lt;S&gt; (demo-seller)", "action=\"/sign-out\"");
            browser.send(browser.to("/api/customers/1"));
            var token = SignedJWT.parse(bearer(customers));
            assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("demo-seller");
            assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("incharge");
            assertThat(token.getJWTClaimsSet().getStringClaim("employee")).isEqualTo("demo-seller");
            assertThat(customers.last.get().headers().containsKey("Cookie")).isFalse();
        }

        @Test
        void is_described_by_the_api_too() throws Exception {
            Browser browser = Browser.signedIn(gateway, "demo-seller");

            JsonNode session = GatewayUnderTest.json(
                    browser.send(browser.to("/api/session").header("Accept-Language", "sv")));

            assertThat(session.path("user").asString()).isEqualTo("demo-seller");
            assertThat(session.path("employee").path("id").asString()).isEqualTo("0191");
            assertThat(session.path("levels").path("customers").asString()).isEqualTo("edit");
            assertThat(session.path("seller").asBoolean()).isTrue();
            assertThat(session.path("language").asString()).isEqualTo("sv");
        }

        @Test
        void has_a_cookie_that_no_script_reads_with_another_id_than_before() throws Exception {
            var browser = new Browser(gateway);
            HttpResponse<String> page = browser.follow(browser.get("/sign-in"));
            String before = browser.cookies.get("incharge-session");

            browser.follow(browser.typed(page, "demo-viewer", "demo"));

            String after = browser.cookies.get("incharge-session");
            assertThat(before).isNotBlank();
            assertThat(after).isNotEqualTo(before).hasSizeGreaterThanOrEqualTo(43);
            assertThat(browser.setCookies)
                    .filteredOn(cookie -> cookie.startsWith("incharge-session="))
                    .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/"));
            assertThat(RealParts.mongoClient()
                            .getDatabase("incharge-gateway")
                            .getCollection("sessions")
                            .countDocuments(new Document("_id", after)))
                    .as("the database alone opens nothing")
                    .isZero();
            browser.cookies.put("incharge-session", before);
            assertThat(browser.send(browser.to("/api/session")).statusCode()).isEqualTo(401);
        }

        @Test
        void who_signs_out_is_signed_out_everywhere() throws Exception {
            Browser browser = Browser.signedIn(gateway, "demo-viewer");
            Map<String, String> stolen = Map.copyOf(browser.cookies);
            HttpResponse<String> start = browser.get("/api");

            HttpResponse<String> out = browser.post("/sign-out", Map.of("_csrf", Browser.csrf(start)));

            assertThat(out.statusCode()).isEqualTo(303);
            assertThat(browser.cookies).doesNotContainKeys("incharge-session", "incharge-csrf");
            browser.cookies.putAll(stolen);
            assertThat(browser.send(browser.to("/api/session")).statusCode()).isEqualTo(401);
            assertThat(browser.follow(browser.get("/sign-in")).body())
                    .as("and is asked for the password again")
                    .contains("type=\"password\"");
        }

        @Test
        void stays_signed_in_with_another_gateway() throws Exception {
            Browser browser = Browser.signedIn(gateway, "demo-viewer");

            try (var replica = new GatewayUnderTest(Map.of(
                    "incharge.reporting-url",
                    reporting.url(),
                    "incharge.issuer",
                    gateway.url(),
                    "incharge.url",
                    gateway.url(),
                    "incharge.own-sign-in-anywhere",
                    "true"))) {
                HttpResponse<String> session = replica.send(browser.to(replica.url() + "/api/session"));

                assertThat(GatewayUnderTest.json(session).path("user").asString())
                        .isEqualTo("demo-viewer");
            }
        }

        @Test
        void comes_back_to_the_page_it_wanted_and_to_no_other_host() throws Exception {
            assertThat(new Browser(gateway)
                            .signIn("/customers/17?tab=notes&q=a%20b", "demo-viewer", "demo")
                            .uri()
                            .toString())
                    .isEqualTo(gateway.url() + "/customers/17?tab=notes&q=a%20b");
            for (String evil : List.of("https://evil.invalid/", "//evil.invalid", "/\\evil.invalid", "javascript:x")) {
                HttpResponse<String> back = new Browser(gateway)
                        .signIn(
                                "/sign-in?to="
                                        + java.net.URLEncoder.encode(evil, java.nio.charset.StandardCharsets.UTF_8),
                                "demo-viewer",
                                "demo");
                assertThat(back.uri().toString()).isEqualTo(gateway.url() + "/");
            }
        }

        @Test
        void is_sent_to_sign_in_from_a_page_and_refused_by_the_api() throws Exception {
            var browser = new Browser(gateway);

            assertThat(Browser.location(browser.get("/customers"))).isEqualTo("/sign-in?to=%2Fcustomers");
            assertThat(browser.get("/api/customers").statusCode()).isEqualTo(401);
            assertThat(browser.send(browser.to("/customers").header("Accept", "application/json"))
                            .statusCode())
                    .isEqualTo(401);
        }

        @Test
        void who_comes_by_another_name_of_the_host_signs_in_at_its_address() throws Exception {
            HttpResponse<String> answer = gateway.send(java.net.http.HttpRequest.newBuilder(
                    java.net.URI.create("http://localhost:" + gateway.port + "/sign-in?to=/x")));

            assertThat(Browser.location(answer)).isEqualTo(gateway.url() + "/sign-in?moved=1&to=%2Fx");
        }

        @Test
        void an_answer_of_the_issuer_that_nobody_asked_for_signs_nobody_in() throws Exception {
            var browser = new Browser(gateway);

            HttpResponse<String> answer = browser.get("/sign-in/callback?code=abc&state=def");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("Signing in did not work");
            assertThat(browser.send(browser.to("/api/session")).statusCode()).isEqualTo(401);
        }

        @Test
        void the_code_is_good_once_and_only_with_its_verifier() throws Exception {
            var browser = new Browser(gateway);
            browser.signIn("/sign-in", "demo-viewer", "demo");
            String callback = browser.way.stream()
                    .filter(place -> place.startsWith(gateway.url() + "/sign-in/callback"))
                    .findFirst()
                    .orElseThrow();

            var thief = new Browser(gateway);
            thief.get("/sign-in");

            HttpResponse<String> answer = thief.get(callback);
            assertThat(answer.statusCode())
                    .as(answer.headers().map().toString())
                    .isEqualTo(401);
        }
    }

    @Nested
    class SignInPage {

        @ParameterizedTest
        @CsvSource({
            "en-GB, en, Sign in to InCharge",
            "'fi-FI,fi;q=0.9,en;q=0.5', fi, Kirjaudu InChargeen",
            "sv, sv, Logga in i InCharge",
            "'nb-NO,nb;q=0.9', nb, Logg inn i InCharge",
            "no, nb, Logg inn i InCharge",
            "'de,fr;q=0.5', en, Sign in to InCharge"
        })
        void speaks_the_visitor_s_language(String accept, String language, String heading) throws Exception {
            HttpResponse<String> page =
                    gateway.send(gateway.to("/oauth2/sign-in").header("Accept-Language", accept));

            assertThat(page.body())
                    .contains("<html lang=\"" + language + "\">", "<h1>" + heading + "</h1>")
                    .contains(
                            "<label for=\"username\">", "<label for=\"password\">", "autocomplete=\"current-password\"")
                    .doesNotContain("<script", "<style", " style=", " onclick", "http://", "https://");
        }

        @Test
        void can_be_switched_and_remembers() throws Exception {
            var browser = new Browser(gateway);
            browser.follow(browser.get("/sign-in"));

            assertThat(browser.get("/oauth2/sign-in?lang=fi").body()).contains("Kirjaudu InChargeen");
            assertThat(browser.get("/oauth2/sign-in").body()).contains("Kirjaudu InChargeen");
            assertThat(browser.follow(browser.typed(browser.get("/oauth2/sign-in"), "demo-viewer", "demo"))
                            .body())
                    .contains("<html lang=\"fi\">");
            assertThat(browser.get("/api").body()).contains("Kirjaudu ulos");
        }

        @ParameterizedTest
        @CsvSource({"demo-admin, guess", "nobody, demo", "demo-admin, ''"})
        void does_not_tell_what_was_wrong(String person, String password) throws Exception {
            var browser = new Browser(gateway);
            HttpResponse<String> page = browser.follow(browser.get("/sign-in"));
            double failures = gateway.metric("incharge.sign.in.failures");

            HttpResponse<String> again = browser.typed(page, person, password);

            assertThat(again.statusCode()).isEqualTo(401);
            // counted when the answer is on its way already
            await().untilAsserted(() ->
                    assertThat(gateway.metric("incharge.sign.in.failures")).isEqualTo(failures + 1));
            assertThat(again.body())
                    .contains(
                            "The user name or the password is not right.",
                            "role=\"alert\"",
                            "aria-describedby=\"fault\"");
            browser.follow(browser.typed(again, "demo-viewer", "demo"));
            assertThat(browser.get("/api").body())
                    .as("the page can be used at once")
                    .contains("demo-viewer");
            assertThat(gateway.metric("incharge.sign.in.failures")).isEqualTo(failures + 1);
        }

        @Test
        void shows_what_was_typed_as_text() throws Exception {
            var browser = new Browser(gateway);

            HttpResponse<String> again =
                    browser.typed(browser.follow(browser.get("/sign-in")), "\"><script>alert(1)</script>", "x");

            assertThat(again.body()).doesNotContain("<script>").contains("&lt;script&gt;");
        }

        @Test
        void needs_the_form_it_gave() throws Exception {
            var browser = new Browser(gateway);
            browser.follow(browser.get("/sign-in"));

            HttpResponse<String> refused =
                    browser.post("/oauth2/sign-in", Map.of("username", "demo-admin", "password", "demo"));

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(browser.send(browser.to("/api/session")).statusCode()).isEqualTo(401);
        }

        @Test
        void makes_guessing_wait_even_with_the_right_password_and_nobody_else() throws Exception {
            try (var guessed = new GatewayUnderTest(Map.of("incharge.reporting-url", reporting.url()))) {
                var browser = new Browser(guessed);
                HttpResponse<String> page = browser.follow(browser.get("/sign-in"));
                for (int i = 0; i < 5; i++) {
                    page = browser.typed(page, "demo-editor", "guess" + i);
                }

                HttpResponse<String> refused = browser.typed(page, "demo-editor", "demo");

                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(refused.body()).contains("Too many attempts");
                assertThat(Browser.signedIn(guessed, "demo-viewer").get("/api").body())
                        .contains("/sign-out");
            }
        }
    }

    @Nested
    class ForeignPages {

        private void assertNothingHappens(java.net.http.HttpRequest.Builder request, Browser browser) throws Exception {
            customers.last.set(null);

            HttpResponse<String> answer = browser.send(request);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
            assertThat(GatewayUnderTest.json(answer).path("code").asString()).isEqualTo("cross-site");
            assertThat(customers.last.get()).as("the service received nothing").isNull();
        }

        @Test
        void change_nothing_on_behalf_of_a_person() throws Exception {
            Browser browser = Browser.signedIn(gateway, "demo-admin");
            String csrf = browser.cookies.get("incharge-csrf");
            assertThat(csrf).isNotBlank();
            assertThat(browser.send(browser.change("/api/customers")).statusCode())
                    .as("the control: a page of ours may")
                    .isEqualTo(200);

            assertNothingHappens(
                    browser.to("/api/customers")
                            .header("Origin", "https://evil.invalid")
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("name=x")),
                    browser);
            assertNothingHappens(browser.change("/api/customers").setHeader("Sec-Fetch-Site", "cross-site"), browser);
            assertNothingHappens(browser.change("/api/customers").setHeader("Sec-Fetch-Site", "same-site"), browser);
            assertNothingHappens(browser.change("/api/customers").setHeader("Origin", "null"), browser);
            assertNothingHappens(browser.change("/api/customers").setHeader("Origin", "http://127.0.0.1"), browser);
            assertNothingHappens(
                    browser.to("/api/customers")
                            .header("Content-Type", "application/json")
                            .header("X-CSRF-Token", csrf)
                            .POST(BodyPublishers.ofString("{}")),
                    browser);
            assertNothingHappens(browser.change("/api/customers").setHeader("Content-Type", "text/plain"), browser);
            assertNothingHappens(browser.change("/api/customers").setHeader("X-CSRF-Token", "guess"), browser);
            assertNothingHappens(browser.change("/api/customers").setHeader("X-CSRF-Token", ""), browser);
            assertNothingHappens(
                    browser.change("/api/customers")
                            .setHeader(
                                    "X-CSRF-Token",
                                    Browser.signedIn(gateway, "demo-admin")
                                            .cookies
                                            .get("incharge-csrf")),
                    browser);
            for (String method : List.of("PUT", "PATCH", "DELETE")) {
                assertNothingHappens(
                        browser.to("/api/customers/1").method(method, BodyPublishers.ofString("{}")), browser);
            }
        }

        @Test
        void sign_nobody_out() throws Exception {
            Browser browser = Browser.signedIn(gateway, "demo-admin");

            HttpResponse<String> answer = browser.send(browser.to("/sign-out")
                    .header("Origin", "https://evil.invalid")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("a=b")));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(browser.send(browser.to("/api/session")).statusCode()).isEqualTo(200);
        }

        @Test
        void a_token_of_its_own_needs_none_of_this() throws Exception {
            String token = gateway.token("demo-admin");
            Browser browser = Browser.signedIn(gateway, "demo-viewer");

            HttpResponse<String> answer = browser.send(browser.to("/api/customers")
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString("{}")));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(bearer(customers)).as("and it counts, not the cookie").isEqualTo(token);
            assertThat(browser.send(browser.to("/api/customers/1").header("Authorization", "Bearer x"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Nested
    class Tokens {

        @Test
        void are_renewed_once_for_all_that_ask_at_the_same_time() throws Exception {
            try (var shortly = new GatewayUnderTest(Map.of(
                            "incharge.customers-url", customers.url(),
                            "incharge.reporting-url", reporting.url(),
                            "incharge.token-seconds", "2"));
                    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Browser browser = Browser.signedIn(shortly, "demo-viewer");
                browser.send(browser.to("/api/customers/1"));
                String first = bearer(customers);
                await().until(() -> new java.util.Date()
                        .after(SignedJWT.parse(first).getJWTClaimsSet().getExpirationTime()));

                List<Future<Integer>> answers = threads.invokeAll(Stream.<Callable<Integer>>generate(() -> () ->
                                shortly.send(browser.to("/api/customers/1")).statusCode())
                        .limit(20)
                        .toList());

                assertThat(answers).extracting(Future::resultNow).containsOnly(200);
                assertThat(bearer(customers)).isNotEqualTo(first);
                assertThat(SignedJWT.parse(bearer(customers)).getJWTClaimsSet().getSubject())
                        .isEqualTo("demo-viewer");
            }
        }

        @Test
        void are_limited_by_user() throws Exception {
            try (var busy = new GatewayUnderTest(Map.of(
                    "incharge.customers-url", customers.url(),
                    "incharge.reporting-url", reporting.url(),
                    "incharge.rate-limit", "5"))) {
                Browser eager = Browser.signedIn(busy, "demo-editor");
                Browser other = Browser.signedIn(busy, "demo-viewer");

                List<Integer> answers =
                        Stream.generate(() -> status(busy, eager)).limit(30).toList();

                assertThat(answers).contains(200, 429);
                assertThat(status(busy, other)).isEqualTo(200);
            }
        }

        private static int status(GatewayUnderTest gateway, Browser browser) {
            try {
                return gateway.send(browser.to("/api/customers/1")).statusCode();
            } catch (java.io.IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void may_be_asked_for_so_often_from_one_address_whatever_it_says_it_is() throws Exception {
            try (var guessed = new GatewayUnderTest(Map.of("incharge.sign-in-limit", "5"))) {
                assertThat(guesses(guessed)).startsWith(401).contains(429).doesNotContain(200);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"/%6Fauth2/token", "/oauth2/t%6fken", "/%6f%61uth2/token"})
        void are_given_at_one_spelling_of_the_path_or_the_limit_would_not_see_it(String path) throws Exception {
            HttpResponse<String> answer = gateway.send(gateway.to(path)
                    .header("Authorization", "Basic ZGVtby1hZG1pbjpkZW1v")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("grant_type=client_credentials")));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }

        @Test
        void behind_a_proxy_that_is_named_the_address_is_what_it_says() throws Exception {
            try (var guessed = new GatewayUnderTest(
                    Map.of("incharge.sign-in-limit", "5", "incharge.trusted-proxies", "127\\.0\\.0\\.1"))) {
                assertThat(guesses(guessed)).containsOnly(401);
            }
        }

        private static List<Integer> guesses(GatewayUnderTest gateway) {
            return java.util.stream.IntStream.range(1, 11)
                    .mapToObj(i -> guess(gateway, "192.0.2." + i))
                    .toList();
        }

        private static int guess(GatewayUnderTest gateway, String from) {
            try {
                return gateway.send(gateway.to("/oauth2/token")
                                .header("X-Forwarded-For", from)
                                .header("Authorization", "Basic ZGVtby1hZG1pbjpndWVzcw==")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("grant_type=client_credentials")))
                        .statusCode();
            } catch (java.io.IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/start.css",
                "/sign-in",
                "/sign-in/callback",
                "/oauth2/sign-in",
                "/oauth2/token",
                "/oauth2/jwks",
                "/.well-known/openid-configuration",
                "/api/docs/index.html",
                "/api/openapi.json",
                "/api/customers",
                "/api/nothing",
                "/api/customers%2f1",
                "/actuator/health/readiness",
                "/nothing"
            })
    void every_answer_protects_the_browser(String path) throws Exception {
        HttpHeaders headers = gateway.send(gateway.to(path)).headers();

        assertThat(headers.allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'")
                .doesNotContain("unsafe");
        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(headers.allValues("Referrer-Policy")).containsExactly("same-origin");
        assertThat(headers.allValues("Permissions-Policy")).hasSize(1);
        assertThat(headers.allValues("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void over_https_the_cookie_is_bound_to_the_host_and_the_host_to_https() throws Exception {
        try (var https = new GatewayUnderTest(Map.of("incharge.url", "https://localhost:8443"))) {
            HttpResponse<String> answer = https.send(https.to("/sign-in?moved=1"));

            assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                    .hasValueSatisfying(value -> assertThat(value).contains("max-age=31536000"));
            assertThat(answer.headers().allValues("Set-Cookie"))
                    .singleElement()
                    .asString()
                    .startsWith("__Host-incharge-session=")
                    .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
                    .doesNotContain("Domain");
            assertThat(Browser.location(answer)).startsWith("https://localhost:8443/oauth2/authorize");
        }
    }

    private static String bearer(StubService stub) {
        return stub.last.get().headers().getFirst("Authorization").substring("Bearer ".length());
    }
}

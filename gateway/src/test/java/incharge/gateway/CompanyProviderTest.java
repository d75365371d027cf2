package incharge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The company's own identity provider instead of the gateway's sign-in. */
@Timeout(60)
class CompanyProviderTest {

    @TempDir
    private static Path secrets;

    private StubService customers;
    private StubProvider provider;
    private GatewayUnderTest gateway;

    @BeforeEach
    void open() throws Exception {
        customers = new StubService("customers");
        provider = new StubProvider();
        gateway = new GatewayUnderTest(Map.of(
                "incharge.customers-url",
                customers.url(),
                "incharge.issuer",
                provider.url(),
                "incharge.client-id",
                "company-client",
                "incharge.client-secret-file",
                Files.writeString(secrets.resolve("client"), "s3cret\n").toString(),
                "incharge.token.employee-claim",
                "https://company.example/employee",
                "incharge.token.levels-claim",
                "realm_access.roles"));
    }

    @AfterEach
    void close() {
        gateway.close();
        provider.close();
        customers.close();
    }

    private Browser signedIn() throws Exception {
        var browser = new Browser(gateway);
        browser.follow(browser.get("/sign-in"));
        assertThat(browser.get("/api").body()).contains("/sign-out", "<strong>ada</strong>");
        return browser;
    }

    private int status(Browser browser) throws Exception {
        return gateway.send(browser.to("/api/customers/1")).statusCode();
    }

    @Test
    void may_sign_who_somebody_is_with_any_of_its_algorithms() throws Exception {
        provider.ellipticIdentity = true;

        assertThat(status(signedIn())).isEqualTo(200);
    }

    @Test
    void is_not_asked_for_its_keys_by_each_token_that_somebody_makes_up() throws Exception {
        signedIn();
        int before = provider.keysAsked.get();
        var stranger = new com.nimbusds.jose.jwk.gen.RSAKeyGenerator(2048);

        for (int i = 0; i < 50; i++) {
            assertThat(gateway.get(
                                    "/api/customers/1",
                                    provider.forged(
                                            stranger.keyID("made-up-" + i).generate()))
                            .statusCode())
                    .isEqualTo(401);
        }

        // The keys are read at most once a second, however slow this machine is.
        assertThat(provider.keysAsked.get() - before).isLessThan(40);
    }

    @Test
    void signs_people_in_and_its_claims_are_found_where_the_settings_say() throws Exception {
        Browser browser = signedIn();

        JsonNode session = GatewayUnderTest.json(browser.send(browser.to("/api/session")));

        assertThat(session.path("user").asString()).isEqualTo("ada");
        assertThat(session.path("levels").path("customers").asString()).isEqualTo("edit");
        assertThat(session.path("levels").path("reports").asString()).isEqualTo("view");
        assertThat(session.path("levels").path("groups").asString()).isEqualTo("none");
        assertThat(status(browser)).isEqualTo(200);
        var token = com.nimbusds.jwt.SignedJWT.parse(
                customers.last.get().headers().getFirst("Authorization").substring("Bearer ".length()));
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo(provider.url());
        assertThat(token.getJWTClaimsSet().getStringClaim("https://company.example/employee"))
                .isEqualTo("e-17");
    }

    @Test
    void is_asked_once_for_a_new_token_however_many_wait_for_it() throws Exception {
        provider.seconds = 1;
        Browser browser = signedIn();
        provider.seconds = 600;
        int before = provider.refreshes.get();
        Instant over = Instant.now().plusSeconds(1);
        await().until(() -> Instant.now().isAfter(over));

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers =
                    threads.invokeAll(Stream.<Callable<Integer>>generate(() -> () -> status(browser))
                            .limit(20)
                            .toList());

            assertThat(answers).extracting(Future::resultNow).containsOnly(200);
        }
        assertThat(provider.refreshes.get() - before).isEqualTo(1);
    }

    @Test
    void who_is_signed_out_there_is_soon_signed_out_here() throws Exception {
        provider.seconds = 1;
        Browser browser = signedIn();

        provider.forget();

        await().until(() -> status(browser) == 401);
    }

    @Test
    void a_short_absence_of_the_provider_signs_nobody_out() throws Exception {
        provider.seconds = 1;
        Browser browser = signedIn();

        provider.away = true;
        await().until(() -> status(browser) == 503);
        provider.away = false;

        assertThat(status(browser)).isEqualTo(200);
    }

    @Test
    void a_sign_out_goes_on_to_the_provider() throws Exception {
        Browser browser = signedIn();

        HttpResponse<String> out = browser.post("/sign-out", Map.of("_csrf", Browser.csrf(browser.get("/api"))));

        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(out.headers().firstValue("Refresh"))
                .hasValueSatisfying(to -> assertThat(to)
                        .startsWith("0; url=" + provider.url() + "/bye?id_token_hint=ey")
                        .endsWith("&post_logout_redirect_uri="
                                + java.net.URLEncoder.encode(
                                        gateway.url() + "/", java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(out.body()).contains("You are signed out");
        assertThat(status(browser)).isEqualTo(401);
    }

    @Test
    void a_provider_that_is_away_is_said_on_a_page() throws Exception {
        provider.away = true;

        HttpResponse<String> page = new Browser(gateway).get("/sign-in");

        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("cannot be reached");
        provider.away = false;
        signedIn();
    }

    @Test
    void a_token_for_somebody_else_opens_nothing() throws Exception {
        provider.audience = "another";
        var browser = new Browser(gateway);

        HttpResponse<String> page = browser.follow(browser.get("/sign-in"));

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("your account is not set up for InCharge");
        assertThat(status(browser)).isEqualTo(401);
    }

    @Test
    void the_gateway_s_own_people_are_not_there() throws Exception {
        assertThat(gateway.askToken("127.0.0.1", "demo-admin", "demo", "grant_type=client_credentials")
                        .statusCode())
                .isEqualTo(401);
        assertThat(gateway.send(gateway.to("/oauth2/sign-in")).statusCode()).isEqualTo(401);
    }
}

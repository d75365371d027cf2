package incharge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import incharge.local.RealParts;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TokenTest {

    private static StubService service;
    private static GatewayUnderTest gateway;
    private static String token;

    @BeforeAll
    static void open() throws Exception {
        service = new StubService("answered");
        gateway =
                new GatewayUnderTest(Map.of("incharge.reporting-url", service.url(), "incharge.token-seconds", "1800"));
        token = gateway.token("demo-admin");
    }

    @AfterAll
    static void close() {
        gateway.close();
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "demo-admin, admin, admin, admin, admin",
        "demo-editor, edit, edit, edit, view",
        "demo-viewer, view, view, view, view",
        "demo-seller, edit, edit, view, view",
        "demo-employee, none, none, none, none"
    })
    void a_client_gets_a_token_that_says_who_it_is(
            String client, String customers, String responsibilities, String groups, String reports) throws Exception {
        for (String host : List.of("127.0.0.1", "localhost")) {
            HttpResponse<String> answer = gateway.askToken(host, client, "demo", "grant_type=client_credentials");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(GatewayUnderTest.json(answer).path("token_type").asString())
                    .isEqualTo("Bearer");

            var jwt = SignedJWT.parse(
                    GatewayUnderTest.json(answer).path("access_token").asString());

            assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            assertThat(claims.getIssuer()).isEqualTo(gateway.url());
            assertThat(claims.getAudience()).containsExactly("incharge");
            assertThat(claims.getSubject()).isEqualTo(client);
            assertThat(claims.getStringClaim("employee")).isEqualTo(client);
            assertThat(claims.getJSONObjectClaim("levels"))
                    .isEqualTo(Map.of(
                            "customers", customers,
                            "responsibilities", responsibilities,
                            "groups", groups,
                            "reports", reports));
            assertThat(Duration.between(
                            claims.getIssueTime().toInstant(),
                            claims.getExpirationTime().toInstant()))
                    .isEqualTo(Duration.ofMinutes(30));
        }
    }

    @Test
    void a_wrong_secret_an_unknown_client_and_another_grant_get_none() throws Exception {
        HttpResponse<String> nobody = gateway.send(gateway.to("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
        for (HttpResponse<String> answer : List.of(
                gateway.askToken("127.0.0.1", "demo-admin", "guess", "grant_type=client_credentials"),
                gateway.askToken("127.0.0.1", "root", "demo", "grant_type=client_credentials"),
                nobody)) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"InCharge\"");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(GatewayUnderTest.json(answer).path("error").asString()).isEqualTo("invalid_client");
        }
        assertThat(gateway.askToken("127.0.0.1", "demo-admin", "demo", "grant_type=password&username=a&password=b")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void the_issuer_describes_itself() throws Exception {
        for (String path : List.of("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server")) {
            JsonNode description = GatewayUnderTest.json(gateway.send(gateway.to(path)));
            assertThat(description.path("issuer").asString()).isEqualTo(gateway.url());
            assertThat(description.path("jwks_uri").asString()).isEqualTo(gateway.url() + "/oauth2/jwks");
            assertThat(description.path("token_endpoint").asString()).isEqualTo(gateway.url() + "/oauth2/token");
            assertThat(description.path("token_endpoint_auth_methods_supported"))
                    .hasToString("[\"client_secret_basic\"]");
            assertThat(description.path("grant_types_supported"))
                    .hasToString("[\"authorization_code\",\"client_credentials\",\"refresh_token\"]");
        }
        var keys = JWKSet.parse(gateway.send(gateway.to("/oauth2/jwks")).body());
        assertThat(keys.getKeys()).isNotEmpty().noneMatch(com.nimbusds.jose.jwk.JWK::isPrivate);
    }

    @Test
    void a_request_with_a_valid_token_is_forwarded_and_one_without_is_refused() throws Exception {
        assertThat(gateway.get("/api/matrix", token).body()).isEqualTo("answered");

        HttpResponse<String> answer = gateway.send(gateway.to("/api/matrix"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(GatewayUnderTest.json(answer).path("code").asString()).isEqualTo("unauthenticated");
    }

    @Test
    void bad_tokens_are_refused() throws Exception {
        RSAKey real = stored();
        RSAKey other = new RSAKeyGenerator(2048).keyID(real.getKeyID()).generate();
        JWSSigner signer = new RSASSASigner(real);

        assertThat(refused(signed(signer, JWSAlgorithm.RS256, real.getKeyID(), claims -> claims)))
                .as("the control: such a token is good otherwise")
                .isFalse();
        assertThat(refused(new PlainJWT(claims(claims -> claims)).serialize()))
                .as("no signature")
                .isTrue();
        assertThat(refused(signed(
                        new MACSigner(real.toRSAPublicKey().getEncoded()),
                        JWSAlgorithm.HS256,
                        real.getKeyID(),
                        claims -> claims)))
                .as("the public key taken for a shared secret")
                .isTrue();
        assertThat(refused(signed(new RSASSASigner(other), JWSAlgorithm.RS256, real.getKeyID(), claims -> claims)))
                .as("another key")
                .isTrue();
        assertThat(refused(signed(
                        signer,
                        JWSAlgorithm.RS256,
                        real.getKeyID(),
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))))))
                .as("expired")
                .isTrue();
        assertThat(refused(signed(
                        signer,
                        JWSAlgorithm.RS256,
                        real.getKeyID(),
                        claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(120))))))
                .as("not yet good")
                .isTrue();
        assertThat(refused(signed(signer, JWSAlgorithm.RS256, real.getKeyID(), claims -> claims.audience("other"))))
                .as("for somebody else")
                .isTrue();
        assertThat(refused(signed(
                        signer, JWSAlgorithm.RS256, real.getKeyID(), claims -> claims.issuer("http://evil.invalid"))))
                .as("of somebody else")
                .isTrue();
        assertThat(refused(signed(signer, JWSAlgorithm.RS256, real.getKeyID(), claims -> claims.expirationTime(null))))
                .as("for ever")
                .isTrue();
        assertThat(refused(token.substring(0, token.length() - 10))).as("cut").isTrue();
        assertThat(refused(token.substring(0, token.lastIndexOf('.') + 1)))
                .as("signature cut off")
                .isTrue();
        assertThat(refused("garbage")).as("no token at all").isTrue();
        for (String claim : List.of("nonce", "at_hash")) {
            assertThat(refused(
                            signed(signer, JWSAlgorithm.RS256, real.getKeyID(), claims -> claims.claim(claim, "abc"))))
                    .as("an ID token that names the same audience")
                    .isTrue();
        }
        assertThat(refused(signed(signer, JWSAlgorithm.RS256, real.getKeyID(), claims -> claims.subject(null))))
                .as("of nobody")
                .isTrue();
    }

    @Test
    void a_key_that_the_token_brings_along_is_ignored() throws Exception {
        RSAKey own = new RSAKeyGenerator(2048).keyID("mine").generate();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("mine")
                .jwk(own.toPublicJWK())
                .jwkURL(java.net.URI.create(service.url()))
                .build();
        var jwt = new SignedJWT(header, claims(claims -> claims));
        jwt.sign(new RSASSASigner(own));

        assertThat(refused(jwt.serialize())).isTrue();
    }

    @Test
    void tokens_outlive_a_restart_and_another_gateway_checks_them_by_discovery() throws Exception {
        Map<String, String> same = Map.of(
                "incharge.issuer",
                gateway.url(),
                "incharge.own-sign-in-anywhere",
                "true",
                "incharge.rate-limit",
                "5",
                "incharge.reporting-url",
                service.url());
        try (var restarted = new GatewayUnderTest(same)) {
            assertThat(restarted.get("/api/matrix", token).body()).isEqualTo("answered");

            // The limit is by user: another user is not affected.
            String busy = restarted.token("demo-editor");
            List<HttpResponse<String>> answers = java.util.stream.IntStream.range(0, 60)
                    .mapToObj(_ -> ask(restarted, busy))
                    .toList();
            assertThat(answers.getFirst().statusCode()).isEqualTo(200);
            assertThat(answers).anySatisfy(answer -> {
                assertThat(answer.statusCode()).isEqualTo(429);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(GatewayUnderTest.json(answer).path("code").asString())
                        .isEqualTo("too-many-requests");
            });
            assertThat(ask(restarted, restarted.token("demo-viewer")).statusCode())
                    .isEqualTo(200);
        }
        try (var stranger = new GatewayUnderTest(Map.of(
                "incharge.issuer", gateway.url(),
                "incharge.mongodb-uri", "mongodb://127.0.0.1:1",
                "incharge.reporting-url", service.url()))) {
            assertThat(stranger.get("/api/matrix", token).body()).isEqualTo("answered");
            assertThat(stranger.get("/api/matrix", "garbage").statusCode()).isEqualTo(401);
            assertThat(stranger.askToken("127.0.0.1", "demo-admin", "demo", "grant_type=client_credentials")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(stranger.send(stranger.to("/actuator/health/readiness")).statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/sign-in"})
    void a_form_that_is_none_is_refused_in_the_words_of_all_refusals(String path) throws Exception {
        for (Map.Entry<String, Integer> bad : Map.of(
                        "grant_type=%zz", 400, "x=1&".repeat(50_000), 400, "x=" + "1".repeat(20 << 20), 413)
                .entrySet()) {
            HttpResponse<String> answer = gateway.send(gateway.to(path)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(bad.getKey())));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(bad.getValue());
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @Test
    void an_identity_provider_that_is_away_is_503_and_not_the_token_s_fault() throws Exception {
        try (var lonely = new GatewayUnderTest(Map.of("incharge.issuer", "http://127.0.0.1:1"))) {
            HttpResponse<String> answer = lonely.get("/api/matrix", token);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    private static java.net.http.HttpResponse<String> ask(GatewayUnderTest gateway, String token) {
        try {
            return gateway.get("/api/matrix", token);
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean refused(String token) throws Exception {
        HttpResponse<String> answer = gateway.get("/api/matrix", token);
        if (answer.statusCode() == 200) {
            return false;
        }
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        return true;
    }

    private static RSAKey stored() throws Exception {
        Document key = RealParts.mongoClient()
                .getDatabase("incharge-gateway")
                .getCollection("keys")
                .find()
                .first();
        return RSAKey.parse(key.getString("jwk"));
    }

    private static String signed(
            JWSSigner signer, JWSAlgorithm algorithm, String kid, UnaryOperator<JWTClaimsSet.Builder> change)
            throws JOSEException {
        var jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims(change));
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer(gateway.url())
                        .audience("incharge")
                        .subject("demo-admin")
                        .issueTime(new Date())
                        .expirationTime(Date.from(Instant.now().plusSeconds(600))))
                .build();
    }
}

package incharge.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import incharge.http.testing.TestTokens;
import incharge.local.ApiClient;
import incharge.local.ApiClient.Request;
import incharge.local.ApiClient.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;

/** Tokens of an issuer that is really asked for its keys. */
class AccessTokenDecoderTest {
    private final ECKey elliptic = elliptic();
    private HttpServer server;
    private String issuer;
    private AccessTokenDecoder tokens;

    @BeforeEach
    void anIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        configuration();
        answer("/oauth2/jwks", new JWKSet(List.of(TestTokens.KEY.toPublicJWK(), elliptic.toPublicJWK())).toString());
        server.start();
        tokens = new AccessTokenDecoder(issuer);
    }

    @AfterEach
    void gone() {
        server.stop(0);
    }

    @Test
    void of_either_algorithm_are_believed() throws Exception {
        Jwt rsa = tokens.decode(TestTokens.signed(claims(), TestTokens.KEY));
        Jwt ec = tokens.decode(signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID("ec")
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                claims(),
                new ECDSASigner(elliptic)));

        assertThat(TokenClaims.DEFAULT.caller(rsa))
                .isEqualTo(new Caller(
                        "demo-admin",
                        "demo-admin",
                        Map.of(
                                Area.CUSTOMERS,
                                Level.ADMIN,
                                Area.RESPONSIBILITIES,
                                Level.ADMIN,
                                Area.GROUPS,
                                Level.ADMIN,
                                Area.REPORTS,
                                Level.ADMIN)));
        assertThat(ec.getSubject()).isEqualTo("demo-admin");
    }

    @Test
    void that_are_something_else_by_their_header_are_refused() throws Exception {
        for (String type : List.of("logout+jwt", "dpop+jwt", "secevent+jwt")) {
            refused(signed(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID("ec")
                            .type(new JOSEObjectType(type))
                            .build(),
                    claims(),
                    new ECDSASigner(elliptic)));
        }
    }

    @Test
    void that_say_the_wrong_thing_are_refused() {
        var now = Instant.now();

        refusedWith("iss", "http://elsewhere.test");
        refusedWith("iss", null);
        refusedWith("aud", List.of("another"));
        refusedWith("aud", null);
        refusedWith("exp", Date.from(now.minusSeconds(61)));
        refusedWith("exp", null);
        refusedWith("nbf", Date.from(now.plusSeconds(90)));
        refusedWith("sub", null);
        refusedWith("sub", " ");
        // claims of ID tokens
        refusedWith("nonce", "n-1");
        refusedWith("at_hash", "h-1");
        refusedWith("typ", "ID");
        Map<String, Object> slow = claims();
        slow.put("iat", Date.from(now.minusSeconds(300)));
        slow.put("exp", Date.from(now.minusSeconds(30)));
        assertThat(tokens.decode(TestTokens.signed(slow, TestTokens.KEY)).getSubject())
                .isEqualTo("demo-admin");
    }

    @Test
    void that_were_believed_are_not_looked_at_again_and_those_at_their_end_are() {
        var now = Instant.now();
        String good = TestTokens.signed(claims(), TestTokens.KEY);
        Map<String, Object> ending = claims();
        ending.put("iat", Date.from(now.minusSeconds(300)));
        ending.put("exp", Date.from(now.minusSeconds(5)));
        String slow = TestTokens.signed(ending, TestTokens.KEY);

        assertThat(tokens.decode(good)).isSameAs(tokens.decode(good));
        assertThat(tokens.decode(slow)).isNotSameAs(tokens.decode(slow));
        String[] parts = good.split("\\.");
        refused(parts[0] + "." + parts[1] + "." + "A".repeat(parts[2].length()));
        refused(parts[0] + "." + parts[1] + "." + "A".repeat(parts[2].length()));
    }

    @Test
    void that_are_forged_are_refused() throws Exception {
        String good = TestTokens.signed(claims(), TestTokens.KEY);
        String[] parts = good.split("\\.");
        RSAKey stranger = new RSAKeyGenerator(2048).keyID("test").generate();
        int attacker = server.getAddress().getPort();

        refused(TestTokens.signed(claims(), stranger));
        refused(new PlainJWT(set(claims())).serialize());
        // HMAC with the public key as its secret
        refused(signed(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("test").build(),
                claims(),
                new MACSigner(TestTokens.KEY.toRSAPublicKey().getEncoded())));
        refused(signed(
                new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("test").build(),
                claims(),
                new RSASSASigner(TestTokens.KEY)));
        refused(signed(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("other")
                        .jwkURL(URI.create("http://127.0.0.1:" + attacker + "/evil"))
                        .jwk(stranger.toPublicJWK())
                        .build(),
                claims(),
                new RSASSASigner(stranger)));
        refused(parts[0] + "." + parts[1] + ".");
        refused(parts[0] + "." + parts[1]);
        refused(good.substring(0, good.length() - 20));
        refused(parts[0] + "."
                + TestTokens.signed(claims("demo-viewer"), stranger).split("\\.")[1] + "." + parts[2]);
    }

    @Test
    void of_an_issuer_that_is_away_are_a_matter_of_time() throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var away = new AccessTokenDecoder("http://127.0.0.1:" + port);

        assertThatThrownBy(() -> away.decode(TestTokens.token("demo-admin")))
                .isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class);
        try (var service = (ServletWebServerApplicationContext) new SpringApplicationBuilder(TryOut.class)
                        .run("--server.port=0", "--INCHARGE_ISSUER=http://127.0.0.1:" + port);
                var client = new ApiClient()) {
            Response response = client.send(
                    Request.to("http://127.0.0.1:" + service.getWebServer().getPort() + "/api/things")
                            .header("Authorization", TestTokens.bearer("demo-admin")));

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(response.text()).contains("\"code\":\"unavailable\"");
        }
    }

    @Test
    void of_an_issuer_that_does_not_answer_wait_for_one_question_and_not_one_after_the_other() throws Exception {
        var questions = new AtomicInteger();
        var silence = new CountDownLatch(1);
        server.removeContext("/.well-known/openid-configuration");
        server.createContext("/.well-known/openid-configuration", exchange -> {
            questions.incrementAndGet();
            try {
                silence.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        var failures = new ConcurrentLinkedQueue<Throwable>();
        String token = TestTokens.signed(claims(), TestTokens.KEY);
        List<Thread> asking = IntStream.range(0, 10)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> {
                    try {
                        tokens.decode(token);
                    } catch (RuntimeException e) {
                        failures.add(e);
                    }
                }))
                .toList();
        await().until(() -> asking.stream()
                        .filter(thread -> thread.getState() == Thread.State.WAITING)
                        .count()
                >= 9);
        silence.countDown();
        for (Thread thread : asking) {
            thread.join();
        }

        assertThat(failures)
                .hasSize(10)
                .allSatisfy(failure ->
                        assertThat(failure).isInstanceOf(JwtException.class).isNotInstanceOf(BadJwtException.class));
        // a second one only if this machine stood still for a second
        assertThat(questions).hasValueLessThanOrEqualTo(2);

        server.removeContext("/.well-known/openid-configuration");
        configuration();
        await().ignoreExceptions().until(() -> tokens.decode(token).getSubject().equals("demo-admin"));
    }

    private void refusedWith(String claim, Object value) {
        Map<String, Object> claims = claims();
        if (value == null) {
            claims.remove(claim);
        } else {
            claims.put(claim, value);
        }
        assertThatThrownBy(() -> tokens.decode(TestTokens.signed(claims, TestTokens.KEY)))
                .as(claim)
                .isInstanceOf(BadJwtException.class);
    }

    private void refused(String token) {
        assertThatThrownBy(() -> tokens.decode(token)).as(token).isInstanceOf(BadJwtException.class);
    }

    private Map<String, Object> claims() {
        return claims("demo-admin");
    }

    private Map<String, Object> claims(String client) {
        Map<String, Object> claims = TestTokens.claims(client);
        claims.put("iss", issuer);
        return claims;
    }

    private static JWTClaimsSet set(Map<String, Object> claims) {
        var set = new JWTClaimsSet.Builder();
        claims.forEach(set::claim);
        return set.build();
    }

    private static String signed(JWSHeader header, Map<String, Object> claims, JWSSigner signer) throws JOSEException {
        var token = new SignedJWT(header, set(claims));
        token.sign(signer);
        return token.serialize();
    }

    private void configuration() {
        answer("/.well-known/openid-configuration", """
                {"issuer":"%1$s","jwks_uri":"%1$s/oauth2/jwks","authorization_endpoint":"%1$s/a","token_endpoint":"%1$s/t",
                "response_types_supported":["code"],"subject_types_supported":["public"],
                "id_token_signing_alg_values_supported":["RS256"]}""".formatted(issuer));
    }

    private void answer(String path, String json) {
        server.createContext(path, exchange -> {
            byte[] body = json.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static ECKey elliptic() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}

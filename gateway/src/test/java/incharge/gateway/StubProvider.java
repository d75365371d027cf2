package incharge.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A company's identity provider, in which everybody is Ada: codes with PKCE, refresh tokens that are good once. */
final class StubProvider implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final StubService server = new StubService("provider");
    private final RSAKey key;
    private final ECKey elliptic;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final Map<String, Boolean> refreshTokens = new ConcurrentHashMap<>();

    final AtomicInteger refreshes = new AtomicInteger();
    final AtomicInteger keysAsked = new AtomicInteger();
    volatile boolean ellipticIdentity;
    volatile String audience = "incharge";
    volatile long seconds = 600;
    volatile boolean away;

    StubProvider() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID("company").generate();
        elliptic = new ECKeyGenerator(Curve.P_256).keyID("company-elliptic").generate();
        server.behaviour = this::answer;
    }

    String url() {
        return server.url();
    }

    /** Ends all sessions of the provider. */
    void forget() {
        refreshTokens.clear();
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (away) {
            exchange.sendResponseHeaders(503, -1);
            return;
        }
        switch (exchange.getRequestURI().getPath()) {
            case "/.well-known/openid-configuration" ->
                json(
                        exchange,
                        200,
                        Map.of(
                                "issuer", url(),
                                "authorization_endpoint", url() + "/authorize",
                                "token_endpoint", url() + "/token",
                                "jwks_uri", url() + "/jwks",
                                "userinfo_endpoint", url() + "/userinfo",
                                "end_session_endpoint", url() + "/bye",
                                "response_types_supported", List.of("code"),
                                "subject_types_supported", List.of("public"),
                                "id_token_signing_alg_values_supported", List.of("RS256", "ES256")));
            case "/jwks" -> {
                keysAsked.incrementAndGet();
                json(exchange, 200, new JWKSet(List.of(key.toPublicJWK(), elliptic.toPublicJWK())).toJSONObject());
            }
            case "/authorize" -> {
                Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
                String code = UUID.randomUUID().toString();
                codes.put(code, asked);
                exchange.getResponseHeaders()
                        .set(
                                "Location",
                                URI.create(asked.get("redirect_uri")) + "?code=" + code + "&state="
                                        + java.net.URLEncoder.encode(asked.get("state"), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(302, -1);
            }
            case "/token" -> {
                try {
                    token(exchange);
                } catch (JOSEException e) {
                    throw new IllegalStateException(e);
                }
            }
            default -> exchange.sendResponseHeaders(404, -1);
        }
    }

    private void token(HttpExchange exchange) throws IOException, JOSEException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String client =
                "Basic " + Base64.getEncoder().encodeToString("company-client:s3cret".getBytes(StandardCharsets.UTF_8));
        if (!client.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            json(exchange, 401, Map.of("error", "invalid_client"));
            return;
        }
        Map<String, String> asked = Map.of();
        if (form.get("grant_type").equals("refresh_token")) {
            refreshes.incrementAndGet();
            if (refreshTokens.remove(form.get("refresh_token")) == null) {
                json(exchange, 400, Map.of("error", "invalid_grant"));
                return;
            }
        } else {
            asked = codes.remove(form.get("code"));
            if (asked == null || !challenge(form.get("code_verifier")).equals(asked.get("code_challenge"))) {
                json(exchange, 400, Map.of("error", "invalid_grant"));
                return;
            }
        }
        String refresh = UUID.randomUUID().toString();
        refreshTokens.put(refresh, true);
        JWTClaimsSet.Builder access = new JWTClaimsSet.Builder()
                .audience(List.of("other", audience))
                .claim("https://company.example/employee", "e-17")
                .claim(
                        "realm_access",
                        Map.of("roles", List.of("customers:view", "customers:edit", "reports:view", "x")));
        JWTClaimsSet.Builder identity =
                new JWTClaimsSet.Builder().audience("company-client").claim("nonce", asked.get("nonce"));
        json(
                exchange,
                200,
                Map.of(
                        "access_token",
                        signed(access, false),
                        "id_token",
                        signed(identity, ellipticIdentity),
                        "refresh_token",
                        refresh,
                        "token_type",
                        "Bearer",
                        "expires_in",
                        seconds));
    }

    /** Signs an access token with another key. */
    String forged(RSAKey other) throws JOSEException {
        return signed(
                new JWTClaimsSet.Builder().audience(audience),
                JWSAlgorithm.RS256,
                other.getKeyID(),
                new RSASSASigner(other));
    }

    private String signed(JWTClaimsSet.Builder claims, boolean elliptically) throws JOSEException {
        return elliptically
                ? signed(claims, JWSAlgorithm.ES256, elliptic.getKeyID(), new ECDSASigner(elliptic))
                : signed(claims, JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(key));
    }

    private String signed(JWTClaimsSet.Builder claims, JWSAlgorithm algorithm, String keyId, JWSSigner signer)
            throws JOSEException {
        Instant now = Instant.now();
        var jwt = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(keyId).build(),
                claims.issuer(url())
                        .subject("ada")
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(seconds)))
                        .build());
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String encoded) {
        return Arrays.stream(encoded.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private static void json(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.close();
    }
}

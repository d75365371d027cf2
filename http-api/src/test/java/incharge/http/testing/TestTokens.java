package incharge.http.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Tokens such as the gateway's own authorization server gives to its demo clients, signed by a key of this JVM. */
public final class TestTokens {
    /** The issuer that these tokens name. */
    public static final String ISSUER = "http://issuer.test";

    public static final RSAKey KEY = key();

    private TestTokens() {}

    /**
     * Value of {@code Authorization} for {@code demo-admin}, {@code demo-editor}, {@code demo-viewer},
     * {@code demo-seller} or {@code demo-employee}.
     */
    public static String bearer(String client) {
        return "Bearer " + token(client);
    }

    /** A token of a demo client, valid for an hour. */
    public static String token(String client) {
        return signed(claims(client), KEY);
    }

    /** The claims of a demo client's token, to be changed as a test needs. */
    public static Map<String, Object> claims(String client) {
        var now = Instant.now();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", ISSUER);
        claims.put("aud", List.of("incharge"));
        claims.put("sub", client);
        claims.put("employee", client);
        claims.put("levels", levels(client));
        claims.put("iat", Date.from(now));
        claims.put("exp", Date.from(now.plusSeconds(3600)));
        return claims;
    }

    /** Signed with RS256. */
    public static String signed(Map<String, Object> claims, RSAKey key) {
        var set = new JWTClaimsSet.Builder();
        claims.forEach(set::claim);
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        var token = new SignedJWT(header, set.build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    /** Believes them, whatever they claim. */
    public static JwtDecoder decoder() {
        try {
            return NimbusJwtDecoder.withPublicKey(KEY.toRSAPublicKey()).build();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> levels(String client) {
        return switch (client) {
            case "demo-admin" -> levels("admin", "admin", "admin", "admin");
            case "demo-editor" -> levels("edit", "edit", "edit", "view");
            case "demo-viewer" -> levels("view", "view", "view", "view");
            case "demo-seller" -> levels("edit", "edit", "view", "view");
            case "demo-employee" -> levels("none", "none", "none", "none");
            default -> throw new IllegalArgumentException("no demo client: " + client);
        };
    }

    private static Map<String, String> levels(
            String customers, String responsibilities, String groups, String reports) {
        return Map.of(
                "customers", customers, "responsibilities", responsibilities, "groups", groups, "reports", reports);
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("test").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}

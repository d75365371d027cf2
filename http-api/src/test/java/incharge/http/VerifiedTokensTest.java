package incharge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

class VerifiedTokensTest {

    private static final String ISSUER = "http://127.0.0.1:8080";

    private final RSAKey key;
    private final AtomicInteger lookedAt = new AtomicInteger();
    private final AccessTokenDecoder tokens;

    VerifiedTokensTest() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        JWKSource<SecurityContext> keys = (selector, _) -> {
            lookedAt.incrementAndGet();
            return selector.select(new JWKSet(key));
        };
        tokens = new AccessTokenDecoder(
                ISSUER, () -> NimbusJwtDecoder.withJwkSource(keys).build());
    }

    private String token(Instant ends) throws Exception {
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(),
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience("incharge")
                        .subject("ada")
                        .expirationTime(Date.from(ends))
                        .build());
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    @Test
    void a_verified_token_is_not_verified_again_at_once() throws Exception {
        String token = token(Instant.now().plusSeconds(600));

        for (int i = 0; i < 10; i++) {
            assertThat(tokens.decode(token).getSubject()).isEqualTo("ada");
        }

        assertThat(lookedAt).hasValue(1);
    }

    @Test
    void a_token_is_remembered_no_longer_than_it_lasts() throws Exception {
        String token = token(Instant.now().plusSeconds(2));
        tokens.decode(token);

        await().until(() -> {
            tokens.decode(token);
            return lookedAt.get() > 1;
        });

        assertThat(tokens.decode(token).getExpiresAt()).isBefore(Instant.now());
    }

    @Test
    void a_bad_token_is_bad_each_time() throws Exception {
        String token = token(Instant.now().minusSeconds(120));

        for (int i = 1; i <= 3; i++) {
            assertThatThrownBy(() -> tokens.decode(token)).isInstanceOf(JwtException.class);
            assertThat(lookedAt).hasValue(i);
        }
    }
}

package incharge.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestTemplate;

/** Reads the issuer's tokens. The issuer is asked for its keys at the first token, so a service starts without it. */
final class Tokens implements JwtDecoder {
    static final String AUDIENCE = "incharge";

    private final String issuer;
    private final ReentrantLock discovery = new ReentrantLock();
    private volatile JwtDecoder decoder;

    Tokens(String issuer) {
        this.issuer = issuer;
    }

    @Override
    public Jwt decode(String token) {
        return decoder().decode(token);
    }

    private JwtDecoder decoder() {
        if (decoder != null) return decoder;
        discovery.lock();
        try {
            if (decoder == null) decoder = discovered();
            return decoder;
        } catch (RuntimeException e) {
            // not the token's fault; the next one tries again
            throw new JwtException("The issuer " + issuer + " cannot be asked for its keys", e);
        } finally {
            discovery.unlock();
        }
    }

    private JwtDecoder discovered() {
        var http = new SimpleClientHttpRequestFactory();
        http.setConnectTimeout(Duration.ofSeconds(2));
        http.setReadTimeout(Duration.ofSeconds(3));
        var found = NimbusJwtDecoder.withIssuerLocation(issuer)
                .restOperations(new RestTemplate(http))
                .jwsAlgorithms(allowed -> {
                    allowed.clear();
                    allowed.add(SignatureAlgorithm.RS256);
                    allowed.add(SignatureAlgorithm.ES256);
                })
                .validateType(false)
                .build();
        found.setJwtValidator(rules(issuer));
        return found;
    }

    private static OAuth2TokenValidator<Jwt> rules(String issuer) {
        var times = new JwtTimestampValidator(Duration.ofSeconds(60));
        times.setAllowEmptyExpiryClaim(false);
        return new DelegatingOAuth2TokenValidator<>(
                times,
                new JwtIssuerValidator(issuer),
                new JwtClaimValidator<List<String>>("aud", audience -> audience != null && audience.contains(AUDIENCE)),
                new JwtClaimValidator<String>("sub", subject -> subject != null && !subject.isBlank()));
    }
}

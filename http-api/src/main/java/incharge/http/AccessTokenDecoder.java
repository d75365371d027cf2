package incharge.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestTemplate;

/** Verifies access tokens. The issuer's keys are fetched at the first token, so a service starts without the issuer. */
final class AccessTokenDecoder implements JwtDecoder {
    static final String AUDIENCE = "incharge";

    /** How long a verified token is remembered, never beyond its own expiry. */
    private static final Duration BELIEVED = Duration.ofSeconds(60);

    /** How long the issuer is not called again after it failed to answer. */
    private static final Duration NOT_ASKED_AGAIN = Duration.ofSeconds(1);

    private static final List<String> ID_TOKEN_CLAIMS = List.of("nonce", "at_hash", "c_hash");
    /** Values of the header {@code typ} of an access token, lower case. Other types are notices such as a logout token. */
    private static final Set<String> ACCESS_TYPES = Set.of("null", "jwt", "at+jwt", "application/at+jwt");

    private static final long MOST_CHARACTERS = 8 << 20;

    private final String issuer;
    private final Cache<String, Jwt> believed = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((String token, Jwt _) -> token.length())
            .expireAfter(Expiry.<String, Jwt>creating((_, token) -> believable(token)))
            .build();
    private final ReentrantLock discovery = new ReentrantLock();
    private volatile JwtDecoder decoder;
    private volatile Unanswered unanswered;

    /** @param at time of the failure, {@link System#nanoTime} */
    private record Unanswered(RuntimeException why, long at) {}

    AccessTokenDecoder(String issuer) {
        this.issuer = issuer;
    }

    @Override
    public Jwt decode(String token) {
        Jwt known = believed.getIfPresent(token);
        if (known != null) {
            return known;
        }
        // only verified tokens are kept, so made-up ones cannot fill the cache
        Jwt found = decoder().decode(token);
        believed.put(token, found);
        return found;
    }

    private static Duration believable(Jwt token) {
        var left = Duration.between(Instant.now(), token.getExpiresAt());
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(BELIEVED) < 0 ? left : BELIEVED;
    }

    private JwtDecoder decoder() {
        if (decoder != null) {
            return decoder;
        }
        discovery.lock();
        try {
            // without this each of the waiting threads would call the issuer again, one after the other
            if (decoder == null && !justUnanswered()) {
                decoder = discovered();
            }
        } catch (RuntimeException e) {
            unanswered = new Unanswered(e, System.nanoTime());
        } finally {
            discovery.unlock();
        }
        // the token may be good; a later request tries again
        if (decoder == null) {
            throw new JwtException("The issuer " + issuer + " cannot be asked for its keys", unanswered.why());
        }
        return decoder;
    }

    private boolean justUnanswered() {
        return unanswered != null && System.nanoTime() - unanswered.at() < NOT_ASKED_AGAIN.toNanos();
    }

    private JwtDecoder discovered() {
        var http = new SimpleClientHttpRequestFactory();
        http.setConnectTimeout(Duration.ofSeconds(2));
        http.setReadTimeout(Duration.ofSeconds(3));
        NimbusJwtDecoder found = NimbusJwtDecoder.withIssuerLocation(issuer)
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
                new JwtClaimValidator<String>("sub", subject -> subject != null && !subject.isBlank()),
                AccessTokenDecoder::access);
    }

    /** Refuses ID tokens, which prove a sign-in to a client and grant no access, even with the same audience. */
    private static OAuth2TokenValidatorResult access(Jwt token) {
        boolean identity = !ACCESS_TYPES.contains(
                        String.valueOf(token.getHeaders().get("typ")).toLowerCase(Locale.ROOT))
                || ID_TOKEN_CLAIMS.stream().anyMatch(token::hasClaim)
                || "ID".equals(token.getClaims().get("typ"));
        return identity
                ? OAuth2TokenValidatorResult.failure(
                        new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "This is no access token", null))
                : OAuth2TokenValidatorResult.success();
    }
}

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

/** Reads the issuer's tokens. The issuer is asked for its keys at the first token, so a service starts without it. */
final class Tokens implements JwtDecoder {
    static final String AUDIENCE = "incharge";

    /** So long a token is believed without looking at its signature again, never beyond its own end. */
    private static final Duration BELIEVED = Duration.ofSeconds(60);

    /** So long after it failed to answer the issuer is left alone. */
    private static final Duration NOT_ASKED_AGAIN = Duration.ofSeconds(1);

    private static final List<String> ID_TOKEN_CLAIMS = List.of("nonce", "at_hash", "c_hash");
    /** As their headers say, if they say it: with another type a token is a notice of something, such as a logout. */
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

    /** @param at by {@link System#nanoTime} */
    private record Unanswered(RuntimeException why, long at) {}

    Tokens(String issuer) {
        this.issuer = issuer;
    }

    @Override
    public Jwt decode(String token) {
        Jwt known = believed.getIfPresent(token);
        if (known != null) {
            return known;
        }
        // only what was found good is kept, so nobody fills this with what they make up
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
            // those who waited for the one that asked would otherwise each wait as long again, one after the other
            if (decoder == null && !justUnanswered()) {
                decoder = discovered();
            }
        } catch (RuntimeException e) {
            unanswered = new Unanswered(e, System.nanoTime());
        } finally {
            discovery.unlock();
        }
        // not the token's fault; a later one tries again
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
                Tokens::access);
    }

    /** A token that says to a client who signed in is none to open a door with, even where both name one audience. */
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

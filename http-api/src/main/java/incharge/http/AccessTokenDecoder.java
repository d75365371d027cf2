package incharge.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/** Verifies access tokens of the issuer: its signature and name, our audience, the subject, and the time. */
public final class AccessTokenDecoder implements JwtDecoder {
    public static final String AUDIENCE = "incharge";

    /** Time for which a verified token is valid without another look at its signature, never beyond its expiry. */
    private static final Duration REMEMBERED = Duration.ofSeconds(60);

    private static final long MOST_CHARACTERS = 8 << 20;
    private static final Set<SignatureAlgorithm> ALGORITHMS =
            Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256);
    private static final List<String> ID_TOKEN_CLAIMS = List.of("nonce", "at_hash", "c_hash");

    /**
     * Values of the header {@code typ}, if there is one. A token of another type is no access token but, say, a logout.
     */
    private static final Set<String> ACCESS_TYPES = Set.of("null", "jwt", "at+jwt", "application/at+jwt");

    private final String issuer;
    private final JwtDecoder decoder;
    private final Cache<String, Jwt> verified = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((String token, Jwt _) -> token.length())
            .expireAfter(Expiry.<String, Jwt>creating((_, token) -> remembered(token)))
            .build();

    /** Verifies signatures with the keys that the issuer publishes. */
    public AccessTokenDecoder(String issuer) {
        this(issuer, published(issuer, new IssuerClient()));
    }

    /**
     * @param signatures verifies signatures alone; called at the first token, so the issuer may start after this
     *     program
     */
    public AccessTokenDecoder(String issuer, Supplier<NimbusJwtDecoder> signatures) {
        this.issuer = issuer;
        this.decoder = new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder created = signatures.get();
            created.setJwtValidator(rules(issuer));
            return created;
        });
    }

    private static Supplier<NimbusJwtDecoder> published(String issuer, IssuerClient client) {
        return () -> NimbusJwtDecoder.withIssuerLocation(issuer)
                .restOperations(client)
                .jwsAlgorithms(AccessTokenDecoder::allow)
                .validateType(false)
                .build();
    }

    /** Allows the algorithms with which an issuer may sign, and no others. */
    public static void allow(Set<SignatureAlgorithm> allowed) {
        allowed.clear();
        allowed.addAll(ALGORITHMS);
    }

    @Override
    public Jwt decode(String token) {
        Jwt known = verified.getIfPresent(token);
        if (known != null) {
            return known;
        }
        try {
            // Only a valid token enters the cache, so made-up tokens do not fill it.
            Jwt valid = decoder.decode(token);
            verified.put(token, valid);
            return valid;
        } catch (JwtDecoderInitializationException unavailable) {
            // The token is not at fault. The next one tries again.
            throw new JwtException("The keys of the issuer " + issuer + " cannot be read", unavailable);
        }
    }

    private static Duration remembered(Jwt token) {
        Duration left = Duration.between(Instant.now(), token.getExpiresAt());
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(REMEMBERED) < 0 ? left : REMEMBERED;
    }

    private static OAuth2TokenValidator<Jwt> rules(String issuer) {
        var times = new JwtTimestampValidator(Duration.ofSeconds(60));
        times.setAllowEmptyExpiryClaim(false);
        return new DelegatingOAuth2TokenValidator<>(
                times, new JwtIssuerValidator(issuer), new JwtAudienceValidator(AUDIENCE), AccessTokenDecoder::access);
    }

    /** Refuses ID tokens, which prove to a client who signed in, even if their audience is the same. */
    private static OAuth2TokenValidatorResult access(Jwt token) {
        String type = String.valueOf(token.getHeaders().get("typ")).toLowerCase(Locale.ROOT);
        boolean access = ACCESS_TYPES.contains(type)
                && ID_TOKEN_CLAIMS.stream().noneMatch(token::hasClaim)
                && !"ID".equals(token.getClaims().get("typ"))
                && token.getSubject() != null
                && !token.getSubject().isBlank();
        return access
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(
                        new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "This is no access token of a user", null));
    }
}

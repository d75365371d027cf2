package incharge.gateway.token;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import incharge.gateway.session.PublicUrl;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/** Which tokens are good: signed by the issuer, named by it, meant for InCharge, and not over. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    static final String AUDIENCE = "incharge";

    private static final List<String> ID_TOKEN_CLAIMS = List.of("nonce", "at_hash", "c_hash");

    /** As their headers say, if they say it: with another type a token is a notice of something, such as a logout. */
    private static final Set<String> ACCESS_TYPES = Set.of("null", "jwt", "at+jwt", "application/at+jwt");

    private static final Set<SignatureAlgorithm> SIGNED = Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256);

    @Bean
    Issuer issuer(Environment environment) {
        return Issuer.of(environment);
    }

    @Bean
    Claims claims(Environment environment) {
        return Claims.of(environment);
    }

    /** Who this gateway is to a company's identity provider; without a client id it only checks tokens. */
    @Bean
    @Conditional(WhenIssuerIsOutside.class)
    Provider outsideProvider(Issuer issuer, PublicUrl url, Environment environment) {
        String client = environment.getProperty("incharge.client-id", "").strip();
        if (client.isEmpty()) {
            return new Provider(Optional.empty());
        }
        String secret = Secrets.read(environment, "incharge.client-secret");
        Set<String> scopes =
                Set.of(environment.getRequiredProperty("incharge.scope").strip().split("\\s+"));
        return new Provider(Optional.of(() -> {
            ClientRegistration.Builder found = ClientRegistrations.fromIssuerLocation(issuer.url());
            if (secret.isEmpty()) {
                found.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
            }
            return Provider.asSeenBy(found, url, scopes)
                    .clientId(client)
                    .clientSecret(secret)
                    .userNameAttributeName("sub")
                    .build();
        }));
    }

    static final class WhenIssuerIsOutside implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !Issuer.of(context.getEnvironment()).own();
        }
    }

    @Bean
    JwtDecoder tokens(Issuer issuer, ObjectProvider<JWKSource<SecurityContext>> ownKeys) {
        JwtTimestampValidator times = new JwtTimestampValidator(Duration.ofSeconds(60));
        times.setAllowEmptyExpiryClaim(false);
        OAuth2TokenValidator<Jwt> checks = new DelegatingOAuth2TokenValidator<>(
                times,
                new JwtIssuerValidator(issuer.url()),
                new JwtAudienceValidator(AUDIENCE),
                TokenConfiguration::access);
        if (issuer.own()) {
            NimbusJwtDecoder decoder =
                    NimbusJwtDecoder.withJwkSource(ownKeys.getObject()).build();
            decoder.setJwtValidator(checks);
            return decoder;
        }
        // Asked at the first token and not at the start: the identity provider may be later than the gateway.
        JwtDecoder outside = new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer.url())
                    .restOperations(new IssuerAnswers())
                    .jwsAlgorithms(TokenConfiguration::allow)
                    .validateType(false)
                    .build();
            decoder.setJwtValidator(checks);
            return decoder;
        });
        return token -> {
            try {
                return outside.decode(token);
            } catch (JwtDecoderInitializationException away) {
                // not the token's fault; the next one asks again
                throw new JwtException("The issuer " + issuer.url() + " cannot be asked for its keys", away);
            }
        };
    }

    /**
     * Reads who signed in. Any of the algorithms will do, whatever else the issuer could sign with: which of those it names
     * it uses for this client is not to be known before.
     */
    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens() {
        Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();
        return client -> decoders.computeIfAbsent(client.getProviderDetails().getJwkSetUri(), keys -> {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys)
                    .restOperations(new IssuerAnswers())
                    .jwsAlgorithms(TokenConfiguration::allow)
                    .build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    new JwtTimestampValidator(), new OidcIdTokenValidator(client)));
            decoder.setClaimSetConverter(
                    new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
            return decoder;
        });
    }

    private static void allow(Set<SignatureAlgorithm> allowed) {
        allowed.clear();
        allowed.addAll(SIGNED);
    }

    /** A token that says to a client who signed in is none to open a door with, even where both name one audience. */
    private static OAuth2TokenValidatorResult access(Jwt token) {
        boolean identity = !ACCESS_TYPES.contains(
                        String.valueOf(token.getHeaders().get("typ")).toLowerCase(Locale.ROOT))
                || ID_TOKEN_CLAIMS.stream().anyMatch(token::hasClaim)
                || "ID".equals(token.getClaims().get("typ"))
                || token.getSubject() == null
                || token.getSubject().isBlank();
        return identity
                ? OAuth2TokenValidatorResult.failure(
                        new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "This is no access token of somebody", null))
                : OAuth2TokenValidatorResult.success();
    }
}

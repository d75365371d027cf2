package incharge.gateway.token;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import incharge.gateway.session.PublicUrl;
import incharge.http.AccessTokenDecoder;
import incharge.http.IssuerClient;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** The issuer, the decoders of its tokens, and the gateway's registration with it. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    Issuer issuer(Environment environment) {
        return Issuer.of(environment);
    }

    /** @param own the registration with the gateway's own sign-in, if it is the issuer */
    @Bean
    GatewayRegistration registration(
            Issuer issuer, PublicUrl url, Environment environment, ObjectProvider<Supplier<ClientRegistration>> own) {
        if (issuer.own()) {
            return new GatewayRegistration(Optional.of(own.getObject()));
        }
        String client = environment.getProperty("incharge.client-id", "").strip();
        if (client.isEmpty()) {
            // Without a client id the gateway only verifies tokens.
            return new GatewayRegistration(Optional.empty());
        }
        String secret = Secrets.read(environment, "incharge.client-secret");
        Set<String> scopes =
                Set.of(environment.getRequiredProperty("incharge.scope").strip().split("\\s+"));
        return new GatewayRegistration(Optional.of(() -> {
            ClientRegistration.Builder found = ClientRegistrations.fromIssuerLocation(issuer.url());
            if (secret.isEmpty()) {
                found.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
            }
            return GatewayRegistration.complete(found, url, scopes)
                    .clientId(client)
                    .clientSecret(secret)
                    .build();
        }));
    }

    /** @param ownKeys the keys of the gateway's own sign-in, if it is the issuer */
    @Bean
    JwtDecoder tokens(Issuer issuer, ObjectProvider<JWKSource<SecurityContext>> ownKeys) {
        return issuer.own()
                ? new AccessTokenDecoder(
                        issuer.url(),
                        () -> NimbusJwtDecoder.withJwkSource(ownKeys.getObject())
                                .build())
                : new AccessTokenDecoder(issuer.url());
    }

    /**
     * Decodes ID tokens. Both algorithms are allowed, because the issuer does not publish which it uses for a client.
     */
    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens() {
        Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();
        return client -> decoders.computeIfAbsent(client.getProviderDetails().getJwkSetUri(), keys -> {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys)
                    .restOperations(new IssuerClient())
                    .jwsAlgorithms(AccessTokenDecoder::allow)
                    .build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    new JwtTimestampValidator(), new OidcIdTokenValidator(client)));
            decoder.setClaimSetConverter(
                    new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
            return decoder;
        });
    }
}

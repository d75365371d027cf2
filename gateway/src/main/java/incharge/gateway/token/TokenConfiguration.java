package incharge.gateway.token;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
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
import org.springframework.web.client.RestTemplate;

/** Which tokens are good: signed by the issuer, named by it, meant for InCharge, and not over. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    static final String AUDIENCE = "incharge";

    private static final Set<SignatureAlgorithm> SIGNED = Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256);

    @Bean
    Issuer issuer(Environment environment) {
        return Issuer.of(environment);
    }

    @Bean
    JwtDecoder tokens(Issuer issuer, ObjectProvider<JWKSource<SecurityContext>> ownKeys) {
        JwtTimestampValidator times = new JwtTimestampValidator(Duration.ofSeconds(60));
        times.setAllowEmptyExpiryClaim(false);
        OAuth2TokenValidator<Jwt> checks = new DelegatingOAuth2TokenValidator<>(
                times, new JwtIssuerValidator(issuer.url()), new JwtAudienceValidator(AUDIENCE));
        if (issuer.own()) {
            NimbusJwtDecoder decoder =
                    NimbusJwtDecoder.withJwkSource(ownKeys.getObject()).build();
            decoder.setJwtValidator(checks);
            return decoder;
        }
        // Asked at the first token and not at the start: the identity provider may be later than the gateway.
        JwtDecoder outside = new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer.url())
                    .restOperations(impatient())
                    .jwsAlgorithms(allowed -> allowed.addAll(SIGNED))
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

    private static RestTemplate impatient() {
        SimpleClientHttpRequestFactory http = new SimpleClientHttpRequestFactory();
        http.setConnectTimeout(Duration.ofSeconds(2));
        http.setReadTimeout(Duration.ofSeconds(3));
        return new RestTemplate(http);
    }
}

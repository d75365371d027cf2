package incharge.gateway.token;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/** Which tokens are good: signed by the issuer, named by it, meant for InCharge, and not over. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    static final String AUDIENCE = "incharge";

    @Bean
    Issuer issuer(Environment environment) {
        return Issuer.of(environment);
    }

    @Bean
    JwtDecoder tokens(Issuer issuer, ObjectProvider<JWKSource<SecurityContext>> ownKeys) {
        OAuth2TokenValidator<Jwt> checks = JwtValidators.createDefaultWithValidators(
                List.of(new JwtIssuerValidator(issuer.url()), new JwtAudienceValidator(AUDIENCE)));
        if (issuer.own()) {
            NimbusJwtDecoder decoder =
                    NimbusJwtDecoder.withJwkSource(ownKeys.getObject()).build();
            decoder.setJwtValidator(checks);
            return decoder;
        }
        // Asked at the first token and not at the start: the identity provider may be later than the gateway.
        return new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder =
                    NimbusJwtDecoder.withIssuerLocation(issuer.url()).build();
            decoder.setJwtValidator(checks);
            return decoder;
        });
    }
}

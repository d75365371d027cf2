package incharge.http.testing;

import incharge.http.TokenConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Lets a service under test trust {@link TestTokens}, unless an issuer is configured. */
@AutoConfiguration(before = TokenConfiguration.class)
@ConditionalOnProperty(name = "INCHARGE_ISSUER", havingValue = TestTokens.ISSUER, matchIfMissing = true)
public class TestTokensConfiguration {
    @Bean
    @ConditionalOnMissingBean
    JwtDecoder testTokens() {
        return TestTokens.decoder();
    }
}

package incharge.gateway.token;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

/** The gateway's own sign-in: an OAuth 2 authorization server for the demo clients. */
@Configuration(proxyBeanMethods = false)
@Conditional(OwnSignInConfiguration.WhenIssuerIsOwn.class)
class OwnSignInConfiguration {

    static final class WhenIssuerIsOwn implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Issuer.of(context.getEnvironment()).own();
        }
    }

    @Bean
    @Order(1)
    SecurityFilterChain signIn(HttpSecurity http) throws Exception {
        return http.oauth2AuthorizationServer(server -> {
                    http.securityMatcher(server.getEndpointsMatcher());
                    server.oidc(Customizer.withDefaults());
                })
                .authorizeHttpRequests(all -> all.anyRequest().authenticated())
                .build();
    }

    @Bean
    AuthorizationServerSettings signInSettings(Issuer issuer) {
        return AuthorizationServerSettings.builder().issuer(issuer.url()).build();
    }

    @Bean
    RegisteredClientRepository clients(@Value("${incharge.token-seconds}") long tokenSeconds) {
        TokenSettings tokens = TokenSettings.builder()
                .accessTokenTimeToLive(Duration.ofSeconds(tokenSeconds))
                .build();
        return new Clients(Arrays.stream(DemoClient.values())
                .map(client -> RegisteredClient.withId(client.id())
                        .clientId(client.id())
                        .clientSecret(DemoClient.SECRET)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                        .tokenSettings(tokens)
                        .build())
                .collect(Collectors.toMap(RegisteredClient::getClientId, Function.identity())));
    }

    /** Spring's own in-memory clients may not share a secret. */
    private record Clients(Map<String, RegisteredClient> byId) implements RegisteredClientRepository {
        @Override
        public void save(RegisteredClient client) {
            throw new UnsupportedOperationException("the demo clients are fixed");
        }

        @Override
        public RegisteredClient findById(String id) {
            return byId.get(id);
        }

        @Override
        public RegisteredClient findByClientId(String id) {
            return byId.get(id);
        }
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims() {
        return context -> {
            String client = context.getRegisteredClient().getClientId();
            context.getClaims()
                    .audience(List.of(TokenConfiguration.AUDIENCE))
                    .claim("employee", client)
                    .claim("levels", DemoClient.of(client).levels());
        };
    }

    /** The demo secret is public, so hashing it would only cost time. */
    @Bean
    PasswordEncoder demoSecrets() {
        return new PasswordEncoder() {
            @Override
            public String encode(CharSequence secret) {
                return secret.toString();
            }

            @Override
            public boolean matches(CharSequence given, String expected) {
                return MessageDigest.isEqual(
                        given.toString().getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    /** A signed token says all by itself; remembering each one issued would only fill the memory. */
    @Bean
    OAuth2AuthorizationService forgottenTokens() {
        return new OAuth2AuthorizationService() {
            @Override
            public void save(OAuth2Authorization issued) {}

            @Override
            public void remove(OAuth2Authorization issued) {}

            @Override
            public OAuth2Authorization findById(String id) {
                return null;
            }

            @Override
            public OAuth2Authorization findByToken(String token, OAuth2TokenType type) {
                return null;
            }
        };
    }

    @Bean
    SigningKeys signingKeys(MongoClient mongo) {
        return new SigningKeys(mongo.getDatabase("incharge-gateway"));
    }

    @Bean(destroyMethod = "close")
    MongoClient mongo(@Value("${incharge.mongodb-uri}") String uri) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(3, TimeUnit.SECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(2, TimeUnit.SECONDS).readTimeout(5, TimeUnit.SECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(4))
                .build());
    }

    /** Ready once tokens can be signed; from then on the database may be away. */
    @Bean
    HealthIndicator signingKeysHealthIndicator(SigningKeys keys) {
        return new AbstractHealthIndicator("the signing key cannot be read") {
            @Override
            protected void doHealthCheck(Health.Builder health) {
                keys.all();
                health.up();
            }
        };
    }
}

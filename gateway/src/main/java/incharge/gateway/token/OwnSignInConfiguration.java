package incharge.gateway.token;

import com.mongodb.client.MongoDatabase;
import incharge.gateway.session.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/** The gateway's own sign-in: an OpenID provider for its own people, and an OAuth 2 server for the same as machines. */
@Configuration(proxyBeanMethods = false)
@Conditional(OwnSignInConfiguration.WhenIssuerIsOwn.class)
class OwnSignInConfiguration {

    /** The gateway's name as a client of its own sign-in. */
    private static final String GATEWAY = "incharge-gateway";

    private static final String AUTHORIZE = "/oauth2/authorize";

    static final class WhenIssuerIsOwn implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Issuer.of(context.getEnvironment()).own();
        }
    }

    @Bean
    @Order(1)
    SecurityFilterChain ownSignIn(HttpSecurity http, Issuer issuer, SignInPage page) throws Exception {
        HttpSessionRequestCache asked = new HttpSessionRequestCache();
        asked.setMatchingRequestParameterName(null);
        return http.oauth2AuthorizationServer(server -> {
                    http.securityMatcher(new OrRequestMatcher(server.getEndpointsMatcher(), path(SignInPage.PATH)));
                    server.clientAuthentication(
                                    client -> client.errorResponseHandler((_, response, _) -> refuseClient(response)))
                            .authorizationServerMetadataEndpoint(
                                    endpoint -> endpoint.authorizationServerMetadataCustomizer(
                                            metadata -> metadata.tokenEndpointAuthenticationMethods(
                                                            OwnSignInConfiguration::authenticationMethods)
                                                    .grantTypes(OwnSignInConfiguration::grantTypes)))
                            .oidc(oidc -> oidc.providerConfigurationEndpoint(
                                    endpoint -> endpoint.providerConfigurationCustomizer(
                                            metadata -> metadata.tokenEndpointAuthenticationMethods(
                                                            OwnSignInConfiguration::authenticationMethods)
                                                    .grantTypes(OwnSignInConfiguration::grantTypes))));
                })
                .authorizeHttpRequests(all -> all.requestMatchers(SignInPage.PATH)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .authenticationProvider(new People(issuer.password()))
                .formLogin(form -> form.loginPage(SignInPage.PATH)
                        .loginProcessingUrl(SignInPage.PATH)
                        .successHandler((request, response, _) -> goOn(asked, request, response))
                        .failureHandler((request, response, failure) -> again(page, request, response, failure)))
                .exceptionHandling(refused -> refused.defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint(SignInPage.PATH), path(AUTHORIZE))
                        .defaultAuthenticationEntryPointFor(
                                (_, response, _) -> refuseClient(response), path("/oauth2/token"))
                        .accessDeniedHandler((request, response, failure) -> {
                            if (failure instanceof CsrfException) {
                                page.answer(request, response, 403, "signIn.stale");
                            } else {
                                response.sendError(403);
                            }
                        }))
                .requestCache(cache -> cache.requestCache(asked))
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /** RFC 6749, section 5.2. */
    private static void refuseClient(HttpServletResponse response) throws IOException {
        response.setStatus(401);
        response.setHeader("WWW-Authenticate", "Basic realm=\"InCharge\"");
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.getOutputStream().print("{\"error\":\"invalid_client\"}");
    }

    /** Only what its clients may use is offered. */
    private static void authenticationMethods(List<String> offered) {
        offered.clear();
        offered.add(ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue());
    }

    private static void grantTypes(List<String> offered) {
        offered.clear();
        Stream.of(
                        AuthorizationGrantType.AUTHORIZATION_CODE,
                        AuthorizationGrantType.CLIENT_CREDENTIALS,
                        AuthorizationGrantType.REFRESH_TOKEN)
                .map(AuthorizationGrantType::getValue)
                .forEach(offered::add);
    }

    private static PathPatternRequestMatcher path(String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(path);
    }

    /** Back to the request that needed somebody to sign in, by its path alone: the host is where the browser is. */
    private static void goOn(HttpSessionRequestCache asked, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String to = "/";
        if (asked.getRequest(request, response) instanceof DefaultSavedRequest saved) {
            asked.removeRequest(request, response);
            to = saved.getRequestURI() + (saved.getQueryString() == null ? "" : '?' + saved.getQueryString());
        }
        response.sendRedirect(to);
    }

    private static void again(
            SignInPage page, HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof People.TooMany) {
            response.setHeader("Retry-After", "60");
            page.answer(request, response, 429, "signIn.wait");
        } else {
            page.answer(request, response, 401, "signIn.wrong");
        }
    }

    @Bean
    AuthorizationServerSettings signInSettings(Issuer issuer) {
        return AuthorizationServerSettings.builder().issuer(issuer.url()).build();
    }

    @Bean
    RegisteredClientRepository clients(
            Issuer issuer,
            PublicUrl url,
            SigningKeys keys,
            @Value("${incharge.token-seconds}") long tokenSeconds,
            @Value("${incharge.session-end}") Duration sessionEnd) {
        return new Clients(
                issuer,
                url,
                keys,
                TokenSettings.builder()
                        .accessTokenTimeToLive(Duration.ofSeconds(tokenSeconds))
                        .refreshTokenTimeToLive(sessionEnd.plusHours(1))
                        .build());
    }

    private record Clients(Issuer issuer, PublicUrl url, SigningKeys keys, TokenSettings tokens)
            implements RegisteredClientRepository {
        @Override
        public void save(RegisteredClient client) {
            throw new UnsupportedOperationException("the clients are fixed");
        }

        @Override
        public RegisteredClient findById(String id) {
            return findByClientId(id);
        }

        @Override
        public RegisteredClient findByClientId(String id) {
            return id.equals(GATEWAY)
                    ? gateway()
                    : Demo.of(id).map(this::machine).orElse(null);
        }

        private RegisteredClient machine(Demo demo) {
            return client(demo.id())
                    .clientSecret(issuer.password())
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    .build();
        }

        private RegisteredClient gateway() {
            return client(GATEWAY)
                    .clientSecret(keys.derived(GATEWAY))
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                    .redirectUri(url.at(Provider.CALLBACK))
                    .scope("openid")
                    .clientSettings(
                            ClientSettings.builder().requireProofKey(true).build())
                    .build();
        }

        private RegisteredClient.Builder client(String id) {
            return RegisteredClient.withId(id)
                    .clientId(id)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .tokenSettings(tokens);
        }
    }

    /** The gateway as a client of itself: people by the address that they see, the gateway by the nearest one. */
    @Bean
    Provider ownProvider(
            Issuer issuer,
            PublicUrl url,
            SigningKeys keys,
            @Value("${server.address}") String bindAddress,
            @Value("${server.port}") int port) {
        boolean everywhere = bindAddress.equals("0.0.0.0") || bindAddress.equals("::");
        String here = "http://" + (everywhere ? "127.0.0.1" : bindAddress) + ":" + port;
        Supplier<ClientRegistration> registration =
                () -> Provider.asSeenBy(ClientRegistration.withRegistrationId(Provider.ID), url, Set.of("openid"))
                        .clientId(GATEWAY)
                        .clientSecret(keys.derived(GATEWAY))
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .issuerUri(issuer.url())
                        .authorizationUri(url.at(AUTHORIZE))
                        .tokenUri(here + "/oauth2/token")
                        .jwkSetUri(here + "/oauth2/jwks")
                        .userNameAttributeName("sub")
                        .build();
        return new Provider(Optional.of(registration));
    }

    /** An ID token says to the gateway who signed in; only an access token opens anything. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> whoItIs(Claims claims) {
        return context -> {
            if (context.getTokenType().equals(OAuth2TokenType.ACCESS_TOKEN)) {
                Authentication who = context.getPrincipal();
                Demo demo = Demo.of(who.getName()).orElseThrow();
                context.getClaims()
                        .audience(List.of(TokenConfiguration.AUDIENCE))
                        .claim(claims.employee(), demo.id())
                        .claim(claims.levels(), demo.levels());
            }
        };
    }

    /** The secrets come from the environment at each start and are stored nowhere, so there is nothing to hash. */
    @Bean
    PasswordEncoder plainSecrets() {
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

    @Bean
    OAuth2AuthorizationService authorizations(MongoDatabase database) {
        return new Authorizations(database);
    }

    @Bean
    SigningKeys signingKeys(MongoDatabase database) {
        return new SigningKeys(database);
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

package incharge.gateway.authserver;

import com.mongodb.client.MongoDatabase;
import incharge.gateway.session.Digests;
import incharge.gateway.session.PublicUrl;
import incharge.gateway.token.GatewayRegistration;
import incharge.gateway.token.Issuer;
import incharge.http.AccessTokenDecoder;
import incharge.http.TokenClaims;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
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
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
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

/** Sets up the authorization server, if no company's identity provider is configured. */
@Configuration(proxyBeanMethods = false)
@Conditional(AuthServerConfiguration.WhenIssuerIsOwn.class)
class AuthServerConfiguration {

    private static final String AUTHORIZE = "/oauth2/authorize";

    static final class WhenIssuerIsOwn implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Issuer.of(context.getEnvironment()).own();
        }
    }

    @Bean
    @Order(1)
    SecurityFilterChain authServer(HttpSecurity http, Issuer issuer, SignInPage page) throws Exception {
        var saved = new HttpSessionRequestCache();
        saved.setMatchingRequestParameterName(null);
        return http.oauth2AuthorizationServer(server -> {
                    var own = new OrRequestMatcher(server.getEndpointsMatcher(), path(SignInPage.PATH));
                    // most requests; they need not be compared with a dozen paths
                    http.securityMatcher(
                            request -> !request.getRequestURI().startsWith("/api/") && own.matches(request));
                    endpoints(server);
                })
                .authorizeHttpRequests(all -> all.requestMatchers(SignInPage.PATH)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .authenticationProvider(new DemoUsers(issuer.password()))
                .formLogin(form -> form.loginPage(SignInPage.PATH)
                        .loginProcessingUrl(SignInPage.PATH)
                        .successHandler((request, response, _) -> resume(saved, request, response))
                        .failureHandler((request, response, failure) -> retry(page, request, response, failure)))
                .exceptionHandling(refused -> refusals(refused, page))
                .requestCache(cache -> cache.requestCache(saved))
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    private static void endpoints(OAuth2AuthorizationServerConfigurer server) {
        server.clientAuthentication(client -> client.errorResponseHandler((_, response, _) -> refuseClient(response)))
                .authorizationServerMetadataEndpoint(endpoint -> endpoint.authorizationServerMetadataCustomizer(
                        metadata -> metadata.grantTypes(AuthServerConfiguration::onlyUsedGrants)
                                .tokenEndpointAuthenticationMethods(AuthServerConfiguration::onlyUsedMethods)))
                .oidc(oidc -> oidc.providerConfigurationEndpoint(endpoint -> endpoint.providerConfigurationCustomizer(
                        metadata -> metadata.grantTypes(AuthServerConfiguration::onlyUsedGrants)
                                .tokenEndpointAuthenticationMethods(AuthServerConfiguration::onlyUsedMethods))));
    }

    private static void onlyUsedMethods(List<String> methods) {
        methods.clear();
        methods.add(ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue());
    }

    private static void onlyUsedGrants(List<String> types) {
        types.clear();
        types.add(AuthorizationGrantType.AUTHORIZATION_CODE.getValue());
        types.add(AuthorizationGrantType.CLIENT_CREDENTIALS.getValue());
        types.add(AuthorizationGrantType.REFRESH_TOKEN.getValue());
    }

    private static void refusals(ExceptionHandlingConfigurer<HttpSecurity> refused, SignInPage page) {
        refused.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint(SignInPage.PATH), path(AUTHORIZE))
                .defaultAuthenticationEntryPointFor((_, response, _) -> refuseClient(response), path("/oauth2/token"))
                .accessDeniedHandler((request, response, failure) -> {
                    if (failure instanceof CsrfException) {
                        page.answer(request, response, 403, "signIn.stale");
                    } else {
                        response.sendError(403);
                    }
                });
    }

    /** Answers as RFC 6749 prescribes in section 5.2. */
    private static void refuseClient(HttpServletResponse response) throws IOException {
        response.setStatus(401);
        response.setHeader("WWW-Authenticate", "Basic realm=\"InCharge\"");
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.getOutputStream().print("{\"error\":\"invalid_client\"}");
    }

    private static PathPatternRequestMatcher path(String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(path);
    }

    /** Redirects to the request that needed the sign-in, by its path alone, so that the host stays the browser's. */
    private static void resume(HttpSessionRequestCache saved, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String to = "/";
        if (saved.getRequest(request, response) instanceof DefaultSavedRequest first) {
            saved.removeRequest(request, response);
            to = first.getRequestURI() + (first.getQueryString() == null ? "" : '?' + first.getQueryString());
        }
        response.sendRedirect(to);
    }

    private static void retry(
            SignInPage page, HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof DemoUsers.TooManyAttempts) {
            response.setHeader("Retry-After", "60");
            page.answer(request, response, 429, "signIn.wait");
        } else {
            page.answer(request, response, 401, "signIn.wrong");
        }
    }

    @Bean
    AuthorizationServerSettings authServerSettings(Issuer issuer) {
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

    /** The gateway as a client of itself. Browsers use the public address, the gateway its own nearest one. */
    @Bean
    Supplier<ClientRegistration> ownRegistration(
            Issuer issuer,
            PublicUrl url,
            SigningKeys keys,
            @Value("${server.address}") String bindAddress,
            @Value("${server.port}") int port) {
        boolean everywhere = bindAddress.equals("0.0.0.0") || bindAddress.equals("::");
        String here = "http://" + (everywhere ? "127.0.0.1" : bindAddress) + ":" + port;
        return () -> GatewayRegistration.complete(
                        ClientRegistration.withRegistrationId(GatewayRegistration.ID), url, Set.of("openid"))
                .clientId(Clients.GATEWAY)
                .clientSecret(keys.derived(Clients.GATEWAY))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .issuerUri(issuer.url())
                .authorizationUri(url.at(AUTHORIZE))
                .tokenUri(here + "/oauth2/token")
                .jwkSetUri(here + "/oauth2/jwks")
                .build();
    }

    /** Gives access tokens their claims. An ID token names the person to the gateway and opens nothing. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> accessTokenClaims(TokenClaims claims) {
        return context -> {
            if (context.getTokenType().equals(OAuth2TokenType.ACCESS_TOKEN)) {
                DemoUser user = DemoUser.of(context.getPrincipal().getName()).orElseThrow();
                context.getClaims()
                        .audience(List.of(AccessTokenDecoder.AUDIENCE))
                        .claim(claims.employee(), user.id())
                        .claim(claims.levels(), user.levels());
            }
        };
    }

    /** Compares secrets as they are. The environment provides them at each start and no database has them. */
    @Bean
    PasswordEncoder plainSecrets() {
        return new PasswordEncoder() {
            @Override
            public String encode(CharSequence secret) {
                return secret.toString();
            }

            @Override
            public boolean matches(CharSequence given, String expected) {
                return Digests.equal(given.toString(), expected);
            }
        };
    }

    @Bean
    OAuth2AuthorizationService authorizations(MongoDatabase database, RegisteredClientRepository clients) {
        return new Authorizations(database, clients);
    }

    @Bean
    SigningKeys signingKeys(MongoDatabase database) {
        return new SigningKeys(database);
    }

    /** Reports ready once the key is read. From then on the database may be unavailable. */
    @Bean
    HealthIndicator signingKeysHealthIndicator(SigningKeys keys) {
        return new AbstractHealthIndicator("The signing key cannot be read") {
            @Override
            protected void doHealthCheck(Health.Builder health) {
                keys.all();
                health.up();
            }
        };
    }
}

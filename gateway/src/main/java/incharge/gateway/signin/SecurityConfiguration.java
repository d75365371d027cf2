package incharge.gateway.signin;

import incharge.gateway.Problem;
import incharge.gateway.RequestLimitFilter;
import incharge.gateway.SecurityLog;
import incharge.gateway.session.PublicUrl;
import incharge.gateway.session.SessionCookie;
import incharge.gateway.session.Sessions;
import incharge.gateway.session.TokenRefresh;
import incharge.gateway.token.GatewayRegistration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Opens the documents and the sign-in to everybody, and all else to valid tokens and signed-in browsers. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String[] OPEN = {
        "/",
        "/favicon.ico",
        "/start.css",
        "/error",
        SignIn.PATH,
        SignOutController.PATH,
        "/api/openapi.json",
        "/api/asyncapi.json",
        "/api/docs",
        "/api/docs/**",
        "/actuator/health/**",
        "/actuator/prometheus"
    };

    @Bean
    @Order(2)
    SecurityFilterChain gateway(
            HttpSecurity http,
            SignIn signIn,
            Sessions sessions,
            SessionCookie cookie,
            TokenRefresh refresh,
            JwtDecoder tokens,
            PublicUrl url,
            @Value("${incharge.rate-limit}") int requestsPerSecond)
            throws Exception {
        return http.authorizeHttpRequests(request ->
                        request.requestMatchers(OPEN).permitAll().anyRequest().authenticated())
                .oauth2ResourceServer(SecurityConfiguration::bearerTokens)
                .oauth2Login(login -> browsers(login, signIn))
                .exceptionHandling(refused -> refused.authenticationEntryPoint((request, response, refusal) -> {
                            if (signIn.accepts(request)) {
                                signIn.redirect(request, response);
                            } else {
                                refuse(request, response, refusal);
                            }
                        })
                        .accessDeniedHandler((request, response, _) -> {
                            SecurityLog.log(request, 403, "a right");
                            Problem.of(403).answer(request, response);
                        }))
                .addFilterBefore(
                        new SessionFilter(sessions, cookie, refresh, tokens, url),
                        BearerTokenAuthenticationFilter.class)
                .addFilterAfter(new RequestLimitFilter(requestsPerSecond), AuthorizationFilter.class)
                // SessionFilter reads the session at each request.
                .securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                // HeadersFilter and SessionFilter do their work.
                .headers(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    private static void bearerTokens(OAuth2ResourceServerConfigurer<HttpSecurity> bearer) {
        bearer.jwt(Customizer.withDefaults())
                .authenticationEntryPoint(SecurityConfiguration::refuse)
                .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                    @Override
                    public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                        filter.setAuthenticationFailureHandler(SecurityConfiguration::refuse);
                        return filter;
                    }
                });
    }

    private static void browsers(OAuth2LoginConfigurer<HttpSecurity> login, SignIn signIn) {
        login.loginPage(SignIn.PATH)
                .loginProcessingUrl(GatewayRegistration.CALLBACK)
                .authorizedClientRepository(new SignIn.IssuedTokens())
                .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(signIn.requests()))
                // The ID token names the person. Nothing else about the person is needed.
                .userInfoEndpoint(endpoint ->
                        endpoint.oidcUserService(person -> new DefaultOidcUser(List.of(), person.getIdToken())))
                .successHandler(signIn::succeeded)
                .failureHandler(signIn::failed)
                .withObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                    @Override
                    public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
                        filter.setAuthenticationFailureHandler(signIn::issuerUnavailable);
                        return filter;
                    }
                });
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        if (refusal instanceof AuthenticationServiceException) {
            Problem.unavailable("The issuer of tokens cannot be reached, try again soon.")
                    .answer(request, response);
            return;
        }
        boolean invalid = refusal instanceof InvalidBearerTokenException;
        SecurityLog.log(request, 401, invalid ? "a good token" : "a token or session");
        response.setHeader("WWW-Authenticate", invalid ? "Bearer error=\"invalid_token\"" : "Bearer");
        Problem.of(401).answer(request, response);
    }

    @Bean
    TokenRefresh tokenRefresh(Sessions sessions, GatewayRegistration registration) {
        return new TokenRefresh(sessions, registration::get, new RestClientRefreshTokenTokenResponseClient());
    }

    @Bean
    RequestRejectedHandler malformedPaths() {
        return (request, response, _) -> Problem.of(400).answer(request, response);
    }
}

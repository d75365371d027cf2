package incharge.gateway.signin;

import incharge.gateway.RequestLimitFilter;
import incharge.gateway.session.PublicUrl;
import incharge.gateway.session.SessionCookie;
import incharge.gateway.session.Sessions;
import incharge.gateway.session.TokenRefresh;
import incharge.gateway.token.GatewayRegistration;
import incharge.http.BearerTokens;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Opens the documents and the sign-in to everybody, and all else to valid tokens and signed-in browsers. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    private static final String[] OPEN = {
        "/favicon.ico",
        "/assets/**",
        "/start.css",
        "/error",
        SignIn.PATH,
        SignOutController.PATH,
        "/api",
        "/api/openapi.json",
        "/api/asyncapi.json",
        "/api/docs",
        "/api/docs/**"
    };

    private final int requestsPerSecond;

    SecurityConfiguration(@Value("${incharge.rate-limit}") int requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }

    @Bean
    @Order(2)
    SecurityFilterChain gateway(
            HttpSecurity http,
            SignIn signIn,
            Sessions sessions,
            SessionCookie cookie,
            TokenRefresh refresh,
            JwtDecoder tokens,
            PublicUrl url)
            throws Exception {
        // HeadersFilter and SessionFilter do the work of what is left out; SessionFilter reads the session at each
        // request
        return BearerTokens.withoutUnused(http)
                .authorizeHttpRequests(request ->
                        request.requestMatchers(OPEN).permitAll().anyRequest().authenticated())
                .oauth2ResourceServer(BearerTokens::accept)
                .oauth2Login(login -> browsers(login, signIn))
                .exceptionHandling(refused -> refused.authenticationEntryPoint((request, response, refusal) -> {
                            if (signIn.accepts(request)) {
                                signIn.redirect(request, response);
                            } else {
                                BearerTokens.refuse(request, response, refusal);
                            }
                        })
                        .accessDeniedHandler(BearerTokens::deny))
                .addFilterBefore(
                        new SessionFilter(sessions, cookie, refresh, tokens, url),
                        BearerTokenAuthenticationFilter.class)
                .addFilterAfter(new RequestLimitFilter(requestsPerSecond), AuthorizationFilter.class)
                .build();
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

    @Bean
    TokenRefresh tokenRefresh(Sessions sessions, GatewayRegistration registration) {
        return new TokenRefresh(sessions, registration::get, new RestClientRefreshTokenTokenResponseClient());
    }
}

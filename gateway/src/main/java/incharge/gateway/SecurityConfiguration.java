package incharge.gateway;

import incharge.gateway.session.PublicUrl;
import incharge.gateway.session.Refreshing;
import incharge.gateway.session.SessionCookie;
import incharge.gateway.session.Sessions;
import incharge.gateway.token.Provider;
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

/**
 * Who may come in: everybody to what explains InCharge and to where one signs in, else whoever carries a good token or is
 * signed in with a browser.
 */
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
    SecurityFilterChain door(
            HttpSecurity http,
            SignIn signIn,
            Sessions sessions,
            SessionCookie cookie,
            Refreshing refreshing,
            JwtDecoder tokens,
            PublicUrl url,
            LiveAnswers live,
            @Value("${incharge.rate-limit}") int perSecond)
            throws Exception {
        return http.authorizeHttpRequests(asked ->
                        asked.requestMatchers(OPEN).permitAll().anyRequest().authenticated())
                .oauth2ResourceServer(bearer -> bearer.jwt(Customizer.withDefaults())
                        .authenticationEntryPoint((request, response, refusal) -> refuse(request, response, refusal))
                        .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                            @Override
                            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                                filter.setAuthenticationFailureHandler(SecurityConfiguration::refuse);
                                return filter;
                            }
                        }))
                .oauth2Login(person -> person.loginPage(SignIn.PATH)
                        .loginProcessingUrl(Provider.CALLBACK)
                        .authorizedClientRepository(signIn.handingOver())
                        .authorizationEndpoint(issuer -> issuer.authorizationRequestResolver(signIn.requests())
                                .authorizationRequestRepository(signIn.underWay()))
                        // the ID token says who it is, nothing more is needed
                        .userInfoEndpoint(none ->
                                none.oidcUserService(known -> new DefaultOidcUser(List.of(), known.getIdToken())))
                        .successHandler(signIn::signedIn)
                        .failureHandler(signIn::failed)
                        .withObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                            @Override
                            public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
                                filter.setAuthenticationFailureHandler(signIn::away);
                                return filter;
                            }
                        }))
                .exceptionHandling(refused -> refused.authenticationEntryPoint((request, response, refusal) -> {
                            if (signIn.helps(request)) {
                                signIn.send(request, response);
                            } else {
                                refuse(request, response, refusal);
                            }
                        })
                        .accessDeniedHandler((request, response, _) -> {
                            Refusals.log(request, 403, "a right");
                            Problem.of(403).answer(request, response);
                        }))
                .addFilterBefore(
                        new SignedInFilter(sessions, cookie, refreshing, tokens, url),
                        BearerTokenAuthenticationFilter.class)
                .addFilterAfter(new RateLimit(perSecond), AuthorizationFilter.class)
                .addFilterAfter(new LiveLimit(live), RateLimit.class)
                // SignedInFilter looks the session up at each request
                .securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                // HeadersFilter and SignedInFilter see to these
                .headers(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    Refreshing refreshing(Sessions sessions, Provider provider) {
        return new Refreshing(sessions, provider, new RestClientRefreshTokenTokenResponseClient());
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        if (refusal instanceof AuthenticationServiceException) {
            Problem.unavailable("The issuer of tokens cannot be reached, try again soon.")
                    .answer(request, response);
            return;
        }
        boolean bad = refusal instanceof InvalidBearerTokenException;
        Refusals.log(request, 401, bad ? "a good token" : "a token or session");
        response.setHeader("WWW-Authenticate", bad ? "Bearer error=\"invalid_token\"" : "Bearer");
        Problem.of(401).answer(request, response);
    }

    @Bean
    RequestRejectedHandler malformedPaths() {
        return (request, response, _) -> Problem.of(400).answer(request, response);
    }
}

package incharge.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Who may come in: everybody to what explains InCharge, else whoever carries a good token. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String[] OPEN = {
        "/",
        "/index.html",
        "/favicon.ico",
        "/start.css",
        "/error",
        "/api/openapi.json",
        "/api/asyncapi.json",
        "/api/docs",
        "/api/docs/**",
        "/actuator/health/**",
        "/actuator/prometheus"
    };

    private static final String CONTENT = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
            + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    @Order(2)
    SecurityFilterChain door(HttpSecurity http, @Value("${incharge.rate-limit}") int perSecond) throws Exception {
        return http.authorizeHttpRequests(asked ->
                        asked.requestMatchers(OPEN).permitAll().anyRequest().authenticated())
                .oauth2ResourceServer(bearer -> bearer.jwt(Customizer.withDefaults())
                        .authenticationEntryPoint(SecurityConfiguration::refuse)
                        .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                            @Override
                            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                                filter.setAuthenticationFailureHandler(SecurityConfiguration::refuse);
                                return filter;
                            }
                        }))
                .exceptionHandling(refused -> refused.accessDeniedHandler(
                        (request, response, _) -> Problem.of(403).answer(request, response)))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT)))
                .addFilterAfter(new RateLimit(perSecond), AuthorizationFilter.class)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        if (refusal instanceof AuthenticationServiceException) {
            Problem.unavailable("The issuer of tokens cannot be reached, try again soon.")
                    .answer(request, response);
            return;
        }
        response.setHeader(
                "WWW-Authenticate",
                refusal instanceof InvalidBearerTokenException ? "Bearer error=\"invalid_token\"" : "Bearer");
        Problem.of(401).answer(request, response);
    }

    @Bean
    RequestRejectedHandler malformedPaths() {
        return (request, response, _) -> Problem.of(400).answer(request, response);
    }
}

package incharge.http;

import jakarta.servlet.DispatcherType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Admits requests with an access token of the issuer and no others; no session, no cookie. */
@AutoConfiguration(before = {OAuth2ResourceServerAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class TokenConfiguration {
    @Bean
    @ConditionalOnMissingBean
    JwtDecoder tokens(Environment environment) {
        return new AccessTokenDecoder(environment.getProperty("INCHARGE_ISSUER", "http://127.0.0.1:8080"));
    }

    @Bean
    @ConditionalOnMissingBean
    SecurityFilterChain bearers(HttpSecurity http) {
        AuthenticationEntryPoint unknown = (request, response, exception) -> {
            SecurityLog.log(request, 401, exception.getMessage());
            ProblemResolver.write(request, response, unauthenticated(exception));
        };
        AccessDeniedHandler denied = (request, response, exception) -> {
            SecurityLog.log(request, 403, exception.getMessage());
            ProblemResolver.write(request, response, Problem.ofStatus(403));
        };
        return http.authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers("/actuator/health", "/actuator/health/**", "/actuator/prometheus")
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .exceptionHandling(
                        faults -> faults.authenticationEntryPoint(unknown).accessDeniedHandler(denied))
                .oauth2ResourceServer(bearer -> bearer.authenticationEntryPoint(unknown)
                        .accessDeniedHandler(denied)
                        .withObjectPostProcessor(issuerAway(unknown))
                        .jwt(_ -> {}))
                .build();
    }

    /** Answers requests that Spring Security's firewall rejects. */
    @Bean
    RequestRejectedHandler rejectedRequests() {
        return (request, response, _) -> ProblemResolver.write(request, response, Problem.ofStatus(400));
    }

    private static Problem unauthenticated(AuthenticationException exception) {
        var problem = Problem.ofStatus(401);
        return exception instanceof InvalidBearerTokenException
                ? problem.with("WWW-Authenticate", Problem.INVALID_TOKEN)
                : problem;
    }

    /** If the issuer cannot be reached the token may be good, so the answer is 503 and not 401. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> issuerAway(AuthenticationEntryPoint unknown) {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler((request, response, exception) -> {
                    if (exception instanceof AuthenticationServiceException) {
                        var problem = Problem.unavailable("The issuer of tokens cannot be reached, try again soon.");
                        ProblemResolver.log(request, problem, exception);
                        ProblemResolver.write(request, response, problem);
                    } else {
                        unknown.commence(request, response, exception);
                    }
                });
                return filter;
            }
        };
    }
}

package incharge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

/** Lets a filter chain accept bearer tokens, and answers the requests that Spring Security refuses. */
public final class BearerTokens {
    private static final String SCHEME = "Bearer ";
    private static final BearerTokenResolver SPRING = new DefaultBearerTokenResolver();

    private BearerTokens() {}

    /** Leaves out the filters that no program needs: each of them costs every request. */
    public static HttpSecurity withoutUnused(HttpSecurity http) {
        return http.securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .headers(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable);
    }

    public static void accept(OAuth2ResourceServerConfigurer<HttpSecurity> bearer) {
        // the levels are claims, so there are no authorities to convert
        bearer.jwt(jwt -> jwt.jwtAuthenticationConverter(token -> new JwtAuthenticationToken(token, List.of())))
                .bearerTokenResolver(BearerTokens::token)
                .authenticationEntryPoint(BearerTokens::refuse)
                .accessDeniedHandler(BearerTokens::deny)
                .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                    @Override
                    public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                        filter.setAuthenticationFailureHandler(BearerTokens::refuse);
                        return filter;
                    }
                });
    }

    /** Returns the token of a request; null if it has none. Spring decides about all but the usual spelling. */
    private static String token(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.startsWith(SCHEME) && isToken(header)
                ? header.substring(SCHEME.length())
                : SPRING.resolve(request);
    }

    /** Returns whether what follows the scheme is made of the characters of signed tokens alone. */
    private static boolean isToken(String header) {
        for (int i = SCHEME.length(); i < header.length(); i++) {
            char c = header.charAt(i);
            boolean allowed =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._".indexOf(c) >= 0;
            if (!allowed) {
                return false;
            }
        }
        return header.length() > SCHEME.length();
    }

    /** Answers 401, or 503 if the issuer cannot be reached: then the token may be valid. */
    public static void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        if (refusal instanceof AuthenticationServiceException) {
            var problem = Problem.unavailable("The issuer of tokens cannot be reached, try again soon.");
            ProblemResolver.log(request, problem, refusal);
            problem.answer(request, response);
            return;
        }
        SecurityLog.log(request, 401, refusal.getMessage());
        var problem = Problem.ofStatus(401);
        if (refusal instanceof InvalidBearerTokenException) {
            problem = problem.with("WWW-Authenticate", Problem.INVALID_TOKEN);
        }
        problem.answer(request, response);
    }

    /** Answers 403. */
    public static void deny(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denial)
            throws IOException {
        SecurityLog.log(request, 403, denial.getMessage());
        Problem.ofStatus(403).answer(request, response);
    }
}

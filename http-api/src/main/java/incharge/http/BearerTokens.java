package incharge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;

/** Lets a filter chain accept bearer tokens, and answers the requests that Spring Security refuses. */
public final class BearerTokens {
    private BearerTokens() {}

    public static void accept(OAuth2ResourceServerConfigurer<HttpSecurity> bearer) {
        bearer.jwt(Customizer.withDefaults())
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

package incharge.gateway;

import com.mongodb.MongoException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.apache.coyote.BadRequestException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Maps failures of the gateway itself to problems. The problems of the services pass unchanged. */
@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemConfiguration.class);

    @Bean
    HandlerExceptionResolver problems() {
        return new ProblemResolver();
    }

    /** Precedes Spring's own resolver, which takes a broken answer of a service for a client that is gone. */
    private static final class ProblemResolver implements HandlerExceptionResolver, Ordered {
        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }

        @Override
        public ModelAndView resolveException(
                HttpServletRequest request, HttpServletResponse response, Object handler, Exception failure) {
            if (response.isCommitted()) {
                // A proper end would make half an answer look complete, so the connection has to break.
                LOG.warn("Broke off the answer to {}: {}", line(request), failure.toString());
                return null;
            }
            try {
                of(failure, request).answer(request, response);
            } catch (IOException gone) {
                LOG.debug("The client is gone before the answer", gone);
            }
            return new ModelAndView();
        }
    }

    /** Answers what failed outside of the dispatcher, in the web server or a filter. */
    @RestController
    static class ProblemErrorController implements ErrorController {
        @RequestMapping("/error")
        void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Problem problem = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure
                    ? of(failure, request)
                    : Problem.of(
                            request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                                    ? status
                                    : 404);
            String instance = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
                    ? uri
                    : request.getRequestURI();
            problem.answer(request, response, instance);
        }
    }

    private static Problem of(Throwable failure, HttpServletRequest request) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Problem known = known(cause, request);
            if (known != null) {
                return known;
            }
        }
        LOG.error("Failed at {}", line(request), failure);
        return Problem.INTERNAL;
    }

    /** Returns null if nothing is known of this cause itself. */
    private static Problem known(Throwable cause, HttpServletRequest request) {
        return switch (cause) {
            case InvalidParameterException parameters -> Problem.of(parameters.getErrorCode());
            case ErrorResponse response -> Problem.of(response.getStatusCode().value());
            // Tomcat throws it if the client's own connection breaks; the service is not at fault.
            case BadRequestException _ -> new Problem(400, "body-incomplete", "The body ended too early.");
            case AuthenticationServiceException _ -> {
                LOG.warn("The issuer is unavailable: {}", cause.toString());
                yield Problem.unavailable("The issuer of tokens cannot be reached, try again soon.");
            }
            case MongoException _ -> {
                LOG.warn("The database is unavailable: {}", cause.toString());
                yield Problem.unavailable("Nobody can be signed in now, try again soon.");
            }
            case ConnectTimeoutException _, ConnectionRequestTimeoutException _ -> unavailable(cause, request);
            case InterruptedIOException _ -> {
                LOG.warn("No answer in time to {}", line(request));
                yield new Problem(
                        504,
                        "no-answer-in-time",
                        "The service took too long. A command may have been carried out all the same;"
                                + " with the same Idempotency-Key it is safe to send again.");
            }
            case IOException _ -> unavailable(cause, request);
            default -> null;
        };
    }

    private static Problem unavailable(Throwable cause, HttpServletRequest request) {
        LOG.warn("The service is unavailable at {}: {}", line(request), cause.toString());
        return Problem.unavailable("The service that answers this is away, try again soon."
                + " With the same Idempotency-Key a command is safe to send again.");
    }

    private static String line(HttpServletRequest request) {
        return request.getMethod() + ' ' + request.getRequestURI();
    }
}

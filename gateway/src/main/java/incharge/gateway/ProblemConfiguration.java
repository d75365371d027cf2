package incharge.gateway;

import com.mongodb.MongoException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
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

/** Turns whatever goes wrong in the gateway itself into a problem; the services' own problems pass untouched. */
@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemConfiguration.class);

    @Bean
    Answering answering() {
        return new Answering();
    }

    /** Before Spring's own, which takes a service that broke off for a client that left, and says nothing. */
    private static final class Answering implements HandlerExceptionResolver, Ordered {
        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }

        @Override
        public ModelAndView resolveException(
                HttpServletRequest request, HttpServletResponse response, Object handler, Exception failure) {
            if (response.isCommitted()) {
                // Half an answer is on its way. Ending it properly would make it look whole: the connection breaks.
                LOG.warn(
                        "Broke off the answer to {} {}: {}",
                        request.getMethod(),
                        request.getRequestURI(),
                        failure.toString());
                return null;
            }
            try {
                of(failure, request).answer(request, response);
            } catch (IOException gone) {
                LOG.debug("the client left before the answer", gone);
            }
            return new ModelAndView();
        }
    }

    /** What was refused or failed before or beside the dispatcher: a malformed request line, a filter. */
    @RestController
    static class Errors implements ErrorController {
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

    static Problem of(Throwable failure, HttpServletRequest request) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Hop.UploadBroken _ -> {
                    return new Problem(400, "body-incomplete", "The body ended too early.");
                }
                case Hop.UploadTooLarge _ -> {
                    return Problem.of(413);
                }
                case InvalidParameterException parameters -> {
                    return Problem.of(parameters.getErrorCode());
                }
                case ErrorResponse known -> {
                    return Problem.of(known.getStatusCode().value());
                }
                case AuthenticationServiceException _ -> {
                    LOG.warn("The issuer is away: {}", cause.toString());
                    return Problem.unavailable("The issuer of tokens cannot be reached, try again soon.");
                }
                case MongoException _ -> {
                    LOG.warn("The database is away: {}", cause.toString());
                    return Problem.unavailable("Nobody can be signed in now, try again soon.");
                }
                case ConnectTimeoutException _, ConnectionRequestTimeoutException _ -> {
                    return away(cause, request);
                }
                case InterruptedIOException _ -> {
                    LOG.warn("No answer in time to {} {}", request.getMethod(), request.getRequestURI());
                    return new Problem(
                            504,
                            "no-answer-in-time",
                            "The service took too long. A command may have been carried out all the same;"
                                    + " with the same Idempotency-Key it is safe to send again.");
                }
                case IOException _ -> {
                    return away(cause, request);
                }
                default -> {}
            }
        }
        LOG.error("Failed at {} {}", request.getMethod(), request.getRequestURI(), failure);
        return Problem.INTERNAL;
    }

    private static Problem away(Throwable cause, HttpServletRequest request) {
        LOG.warn("Service away at {} {}: {}", request.getMethod(), request.getRequestURI(), cause.toString());
        return Problem.unavailable("The service that answers this is away, try again soon."
                + " With the same Idempotency-Key a command is safe to send again.");
    }
}

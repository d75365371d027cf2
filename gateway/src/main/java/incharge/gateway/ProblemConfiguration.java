package incharge.gateway;

import com.mongodb.MongoException;
import incharge.http.Problem;
import incharge.http.ProblemMapping;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.coyote.BadRequestException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationServiceException;

/** Maps failures of what the gateway needs to problems. The problems of the services pass unchanged. */
@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {

    @Bean
    ProblemMapping gatewayProblems() {
        return failure -> Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(ProblemConfiguration::problemOf)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Returns null if nothing is known of this cause itself. */
    private static Problem problemOf(Throwable cause) {
        return switch (cause) {
            case InvalidParameterException parameters -> Problem.ofStatus(parameters.getErrorCode());
            // Tomcat throws it if the client's own connection breaks; the service is not at fault.
            case BadRequestException _ -> Problem.of(400, "body-incomplete", "The body ended too early.");
            case AuthenticationServiceException _ ->
                Problem.unavailable("The issuer of tokens cannot be reached, try again soon.");
            case MongoException _ ->
                Problem.unavailable(
                        "The database of sessions, views and preferences cannot be reached, try again soon.");
            case ConnectTimeoutException _, ConnectionRequestTimeoutException _ -> serviceUnavailable();
            case InterruptedIOException _ ->
                Problem.of(
                        504,
                        "no-answer-in-time",
                        "The service took too long. A command may have been carried out all the same;"
                                + " with the same Idempotency-Key it is safe to send again.");
            case IOException _ -> serviceUnavailable();
            default -> null;
        };
    }

    private static Problem serviceUnavailable() {
        return Problem.unavailable("The service that answers this is away, try again soon."
                + " With the same Idempotency-Key a command is safe to send again.");
    }
}

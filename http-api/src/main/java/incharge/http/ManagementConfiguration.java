package incharge.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/**
 * Opens health and metrics to everyone who reaches their port, {@code management.server.port}. A program without such a
 * port has its health on its own port, and shows no metrics.
 */
@AutoConfiguration(after = TokenConfiguration.class, before = ServletWebSecurityAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class ManagementConfiguration {
    private static final String HEALTH = "health";

    /** Precedes every other chain, so that neither a session nor a token is read, whose database may be away. */
    @Bean
    @Order(0)
    SecurityFilterChain healthAndMetrics(HttpSecurity http) {
        return BearerTokens.withoutUnused(http)
                .securityMatcher(new OrRequestMatcher(
                        EndpointRequest.to(HEALTH, "prometheus"),
                        EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, HEALTH)))
                .sessionManagement(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    Readiness readiness(HealthEndpoint health, MeterRegistry metrics) {
        return new Readiness(health, Duration.ofSeconds(5), metrics);
    }
}

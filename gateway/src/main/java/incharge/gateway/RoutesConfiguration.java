package incharge.gateway;

import incharge.gateway.session.Sessions;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;

/** The routes to the services and the connections to them. */
@Configuration(proxyBeanMethods = false)
class RoutesConfiguration {

    @Bean
    HandlerMapping routes(
            @Qualifier("http") HttpClient http,
            EventStreams events,
            @Value("${incharge.customers-url}") URI customers,
            @Value("${incharge.responsibilities-url}") URI responsibilities,
            @Value("${incharge.groupings-url}") URI groupings,
            @Value("${incharge.reporting-url}") URI reporting)
            throws IOException {
        return new Routes(
                OfferedMethods.ofDocument(),
                events,
                Map.of(
                        Backend.CUSTOMERS, new ProxyHandler(http, HttpHost.create(customers)),
                        Backend.RESPONSIBILITIES, new ProxyHandler(http, HttpHost.create(responsibilities)),
                        Backend.GROUPINGS, new ProxyHandler(http, HttpHost.create(groupings)),
                        Backend.REPORTING, new ProxyHandler(http, HttpHost.create(reporting))));
    }

    private record Routes(OfferedMethods offered, HttpRequestHandler events, Map<Backend, ProxyHandler> services)
            implements HandlerMapping, Ordered {

        /** Precedes the mapping of static resources, which matches every path. */
        @Override
        public int getOrder() {
            return 0;
        }

        @Override
        public HandlerExecutionChain getHandler(HttpServletRequest request)
                throws HttpRequestMethodNotSupportedException {
            offered.check(request);
            String path = request.getRequestURI();
            if (path.equals(EventStreams.PATH) && request.getMethod().equals("GET")) {
                return new HandlerExecutionChain(events);
            }
            return Backend.of(request.getMethod(), path)
                    .map(backend -> new HandlerExecutionChain(services.get(backend)))
                    .orElse(null);
        }
    }

    @Bean
    EventStreams eventStreams(
            @Qualifier("streamHttp") HttpClient http,
            @Value("${incharge.reporting-url}") URI reporting,
            Sessions sessions,
            MeterRegistry metrics) {
        return new EventStreams(new ProxyHandler(http, HttpHost.create(reporting)), sessions, metrics);
    }

    @Bean
    CloseableHttpClient http(
            @Value("${incharge.answer-timeout}") Duration answerTimeout,
            @Value("${incharge.service-connections}") int connections) {
        return client(answerTimeout, connections);
    }

    /** Event streams have a pool of their own, else they would use up the connections of all other requests. */
    @Bean
    CloseableHttpClient streamHttp(@Value("${incharge.answer-timeout}") Duration answerTimeout) {
        return client(answerTimeout, 10_000);
    }

    private static CloseableHttpClient client(Duration answerTimeout, int connections) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        // services that hang leave the connections to the others free
                        .setMaxConnTotal(Backend.values().length * connections)
                        .setMaxConnPerRoute(connections)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.ofSeconds(2))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .setTimeToLive(TimeValue.ofMinutes(5))
                                .build())
                        .setDefaultSocketConfig(
                                SocketConfig.custom().setTcpNoDelay(true).build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.ofSeconds(2))
                        .setResponseTimeout(Timeout.of(answerTimeout))
                        .build())
                // A service closes an idle connection after 10 s.
                .setKeepAliveStrategy((_, _) -> TimeValue.ofSeconds(5))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }
}

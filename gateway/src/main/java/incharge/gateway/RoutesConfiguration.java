package incharge.gateway;

import incharge.gateway.session.Sessions;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
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
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** One route for each service, and the connections that are kept to them. */
@Configuration(proxyBeanMethods = false)
class RoutesConfiguration {

    /** The answer to it goes on for as long as somebody listens. */
    static final String CHANGES = "/api/changes";

    /** Where each service listens. */
    record Services(Map<Backend, HttpHost> hosts) {
        HttpHost of(Backend backend) {
            return hosts.get(backend);
        }
    }

    @Bean
    Services services(
            @Value("${incharge.customers-url}") URI customers,
            @Value("${incharge.responsibilities-url}") URI responsibilities,
            @Value("${incharge.groupings-url}") URI groupings,
            @Value("${incharge.reporting-url}") URI reporting) {
        return new Services(Map.of(
                Backend.CUSTOMERS, HttpHost.create(customers),
                Backend.RESPONSIBILITIES, HttpHost.create(responsibilities),
                Backend.GROUPINGS, HttpHost.create(groupings),
                Backend.REPORTING, HttpHost.create(reporting)));
    }

    @Bean
    RouterFunction<ServerResponse> routes(
            Services services,
            @Qualifier("http") HttpClient http,
            @Qualifier("liveHttp") HttpClient liveHttp,
            LiveAnswers live) {
        RouterFunction<ServerResponse> changes = GatewayRouterFunctions.route("CHANGES")
                .GET(CHANGES, new Hop(liveHttp, services.of(Backend.REPORTING), live))
                .build();
        return Arrays.stream(Backend.values())
                .map(backend -> GatewayRouterFunctions.route(backend.name())
                        .route(
                                request -> Backend.of(request.method().name(), request.path())
                                        .filter(backend::equals)
                                        .isPresent(),
                                new Hop(http, services.of(backend), live))
                        .build())
                .reduce(changes, RouterFunction::and);
    }

    @Bean
    LiveAnswers live(Sessions sessions) {
        return new LiveAnswers(sessions);
    }

    @Bean(destroyMethod = "close")
    CloseableHttpClient http(@Value("${incharge.answer-timeout}") Duration answerTimeout) {
        return client(answerTimeout, 512);
    }

    /** Connections of their own for what never ends, or who listens would leave none to who asks. */
    @Bean(destroyMethod = "close")
    CloseableHttpClient liveHttp(@Value("${incharge.answer-timeout}") Duration answerTimeout) {
        return client(answerTimeout, 10_000);
    }

    private static CloseableHttpClient client(Duration answerTimeout, int connections) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(2 * connections)
                        .setMaxConnPerRoute(connections)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.ofSeconds(2))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .setTimeToLive(TimeValue.ofMinutes(5))
                                .build())
                        .setDefaultSocketConfig(SocketConfig.custom()
                                .setTcpNoDelay(true)
                                .setRcvBufSize(ServerConfiguration.ON_ITS_WAY)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.ofSeconds(2))
                        .setResponseTimeout(Timeout.of(answerTimeout))
                        .build())
                // shorter than a service keeps an idle connection (10 s)
                .setKeepAliveStrategy((_, _) -> TimeValue.ofSeconds(5))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }
}

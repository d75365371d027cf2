package incharge.gateway;

import incharge.http.BodyLimitFilter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.catalina.valves.ValveBase;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settings of the web server: buffers, trusted proxies, and the headers of requests that it refuses itself. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> server() {
        return server -> {
            // A client that sends Expect: 100-continue is refused before it sends the body.
            server.addConnectorCustomizers(connector -> connector.setProperty("continueResponseTiming", "onRead"));
            server.addEngineValves(new HeadersValve());
        };
    }

    /** Limits the bodies of what the gateway keeps itself; what it forwards is limited as it is forwarded. */
    @Bean
    FilterRegistrationBean<BodyLimitFilter> ownBodies() {
        var filter = new FilterRegistrationBean<>(new BodyLimitFilter());
        filter.setUrlPatterns(List.of("/api/session/preferences", "/api/views", "/api/views/*"));
        filter.setOrder(0);
        return filter;
    }

    /** Takes the client's address and protocol from the headers of the named proxies, and of no other sender. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> trustedProxies(
            @Value("${incharge.trusted-proxies}") String addresses) {
        return server -> {
            if (!addresses.isBlank()) {
                var valve = new RemoteIpValve();
                valve.setInternalProxies(addresses.strip());
                valve.setProtocolHeader("X-Forwarded-Proto");
                server.addEngineValves(valve);
            }
        };
    }

    /** Sets the headers of answers that Tomcat itself gives, which pass no filter. */
    private static final class HeadersValve extends ValveBase {
        HeadersValve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            HeadersFilter.protect(response);
            getNext().invoke(request, response);
        }
    }
}

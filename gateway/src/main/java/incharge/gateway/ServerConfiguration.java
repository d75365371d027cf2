package incharge.gateway;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.coyote.ActionCode;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Settings of the web server: buffers, trusted proxies, and problem documents for requests that it refuses itself. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    /** Bytes of an answer that a connection buffers for a slow reader. */
    static final int SOCKET_BUFFER = 256 << 10;

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> server() {
        return server -> {
            server.addConnectorCustomizers(
                    connector -> connector.setProperty("socket.txBufSize", Integer.toString(SOCKET_BUFFER)));
            // A client that sends Expect: 100-continue is refused before it sends the body.
            server.addConnectorCustomizers(connector -> connector.setProperty("continueResponseTiming", "onRead"));
            server.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ProblemReportValve.class.getName());
                }
            });
        };
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

    /** Public because Tomcat creates it by name. */
    public static final class ProblemReportValve extends ErrorReportValve {
        @Override
        protected void report(Request request, Response response, Throwable failure) {
            // Under these conditions Tomcat itself writes nothing either.
            if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            var possible = new AtomicBoolean();
            response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, possible);
            if (!possible.get()) {
                return;
            }
            try {
                HeadersFilter.protect(response);
                response.setContentType(Problem.MEDIA_TYPE);
                response.setCharacterEncoding(StandardCharsets.UTF_8);
                Writer writer = response.getReporter();
                if (writer != null) {
                    byte[] problem = Problem.of(response.getStatus()).body(request, request.getRequestURI());
                    writer.write(new String(problem, StandardCharsets.UTF_8));
                    response.finishResponse();
                }
            } catch (IOException gone) {
                container.getLogger().debug("The client is gone before the answer", gone);
            }
        }
    }
}

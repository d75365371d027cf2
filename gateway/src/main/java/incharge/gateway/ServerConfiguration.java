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

/** The web server's own refusals, of what is not even HTTP, speak as the rest does. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    /** Bytes that a connection holds of an answer that its reader is slow to take: what is hidden meanwhile stays in it. */
    static final int ON_ITS_WAY = 256 << 10;

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTheServer() {
        return server -> {
            server.addConnectorCustomizers(
                    connector -> connector.setProperty("socket.txBufSize", Integer.toString(ON_ITS_WAY)));
            // a client that asks first (Expect: 100-continue) is refused before it sends
            server.addConnectorCustomizers(connector -> connector.setProperty("continueResponseTiming", "onRead"));
            server.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(Refusal.class.getName());
                }
            });
        };
    }

    /** Whose word counts about who the client is: that of the proxies that are named, and of nobody else. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> trustedProxies(
            @Value("${incharge.trusted-proxies}") String addresses) {
        return server -> {
            if (!addresses.isBlank()) {
                RemoteIpValve valve = new RemoteIpValve();
                valve.setInternalProxies(addresses.strip());
                valve.setProtocolHeader("X-Forwarded-Proto");
                server.addEngineValves(valve);
            }
        };
    }

    /** Public for Tomcat, which makes it by name. */
    public static final class Refusal extends ErrorReportValve {
        @Override
        protected void report(Request request, Response response, Throwable failure) {
            // the conditions under which Tomcat itself would write nothing
            if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            AtomicBoolean possible = new AtomicBoolean();
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
                container.getLogger().debug("the client left before the answer", gone);
            }
        }
    }
}

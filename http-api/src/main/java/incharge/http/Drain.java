package incharge.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.SmartLifecycle;

/**
 * The first step of a program's stop. It still serves and ends each connection with the next answer, so that clients
 * connect to another replica. A server that only closes its kept connections would break the request that a client is
 * just sending on one of them, and a command must not be sent a second time without a key.
 */
final class Drain implements SmartLifecycle, WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    /** Tomcat counts the connection that it waits for. */
    private static final int NONE_BUT_THE_NEXT = 1;

    /** Before the feeds and the web server stop, which the requests meanwhile need. */
    private static final int PHASE = Integer.MAX_VALUE - 50;

    private final List<AbstractHttp11Protocol<?>> protocols = new CopyOnWriteArrayList<>();
    private final Duration longest;
    private volatile boolean running;

    /** @param longest above the time for which the gateway keeps a connection idle: then no old one is used any more */
    Drain(Duration longest) {
        this.longest = longest;
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
                protocols.add(protocol);
            }
        });
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        protocols.forEach(protocol -> protocol.setMaxKeepAliveRequests(1));
        long end = System.nanoTime() + longest.toNanos();
        try {
            while (isConnected() && System.nanoTime() - end < 0) {
                Thread.sleep(LOOK_INTERVAL);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isConnected() {
        return protocols.stream().anyMatch(protocol -> protocol.getConnectionCount() > NONE_BUT_THE_NEXT);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

package incharge.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** A service that answers with its name, or as a test sets it, and keeps the last request. */
final class StubService implements AutoCloseable {

    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    record Received(String method, String uri, Headers headers) {}

    private final HttpServer server;
    final AtomicReference<Received> last = new AtomicReference<>();
    volatile Behaviour behaviour;

    StubService(String name) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        behaviour = answering(name);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            last.set(new Received(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders()));
            try (exchange) {
                behaviour.answer(exchange);
            }
        });
        server.start();
    }

    static Behaviour answering(String text) {
        return exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Event-Position", "customers=7");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package incharge.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves recorded answers of the public registries on this machine, for demo data and tests: those of some companies,
 * and that there is no other one.
 */
public final class RecordedRegistries implements AutoCloseable {
    private static final Pattern FINNISH = Pattern.compile("/fi/companies\\?businessId=([0-9]{7}-[0-9])");
    private static final Pattern NORWEGIAN = Pattern.compile("/no/enheter/([0-9]{9})");

    private final HttpServer server;

    private RecordedRegistries(HttpServer server) {
        this.server = server;
    }

    /** Starts to serve on a free port. */
    public static RecordedRegistries start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", RecordedRegistries::answer);
            server.start();
            return new RecordedRegistries(server);
        } catch (IOException e) {
            throw new UncheckedIOException("the recorded registries cannot be served", e);
        }
    }

    /** Returns the variables by which customer-service finds the registries here. */
    public Map<String, String> variables() {
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of("INCHARGE_REGISTRY_FI_URL", address + "/fi", "INCHARGE_REGISTRY_NO_URL", address + "/no");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = answer(exchange.getRequestURI().toString());
            exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    /**
     * The Finnish registry answers with an empty list for an unknown company, the Norwegian one with 404, here null.
     */
    private static byte[] answer(String target) throws IOException {
        Matcher finnish = FINNISH.matcher(target);
        if (finnish.matches()) {
            byte[] company = recorded("fi-prh/" + finnish.group(1));
            return company == null ? recorded("fi-prh/none") : company;
        }
        Matcher norwegian = NORWEGIAN.matcher(target);
        return norwegian.matches() ? recorded("no-brreg/" + norwegian.group(1)) : null;
    }

    /** Returns a recorded answer, null if there is none. */
    private static byte[] recorded(String name) throws IOException {
        try (InputStream in = RecordedRegistries.class.getResourceAsStream("registry/" + name + ".json")) {
            return in == null ? null : in.readAllBytes();
        }
    }
}

package incharge.gateway;

import incharge.local.FreePorts;
import incharge.local.RealParts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running gateway, and a client of it. */
final class GatewayUnderTest implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    final int port;
    private final ConfigurableApplicationContext gateway;
    private final HttpClient http = HttpClient.newHttpClient();

    GatewayUnderTest(Map<String, String> settings) {
        port = FreePorts.choose();
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "server.port",
                Integer.toString(port),
                "incharge.mongodb-uri",
                RealParts.mongoUri(),
                "incharge.rate-limit",
                "0",
                "incharge.sign-in-limit",
                "0",
                "logging.level.root",
                "warn"));
        all.putAll(settings);
        gateway = SpringApplication.run(
                GatewayApplication.class,
                all.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpClient http() {
        return http;
    }

    HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return send(to(path).header("Authorization", "Bearer " + token));
    }

    HttpResponse<String> askToken(String host, String client, String secret, String form)
            throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/oauth2/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    String token(String client) throws IOException, InterruptedException {
        HttpResponse<String> answer = askToken("127.0.0.1", client, "demo", "grant_type=client_credentials");
        return json(answer).path("access_token").asString();
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    /** Returns the value of the meter, a gauge or a counter. */
    double metric(String name) {
        return gateway.getBean(MeterRegistry.class)
                .get(name)
                .meter()
                .measure()
                .iterator()
                .next()
                .getValue();
    }

    /** Returns how many requests are measured under a route, such as {@code /api/customers/{id}}. */
    long requests(String route) {
        return gateway.getBean(MeterRegistry.class).get("http.server.requests").tag("uri", route).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    @Override
    public void close() {
        gateway.close();
        http.close();
    }
}

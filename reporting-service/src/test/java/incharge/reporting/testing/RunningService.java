package incharge.reporting.testing;

import incharge.http.testing.TestTokens;
import incharge.local.RealParts;
import incharge.reporting.ReportingServiceApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** reporting-service over a real MongoDB and a real Kafka, asked over HTTP. */
public final class RunningService implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String token = TestTokens.bearer("demo-admin");
    private final String url;

    public RunningService(String database) {
        this(database, RealParts.kafkaBootstrap());
    }

    /**
     * @param kafka where Kafka is, or is not
     * @param settings such as {@code --incharge.reporting.patience=1s}
     */
    public RunningService(String database, String kafka, String... settings) {
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.mongodb.database=" + database,
                "--INCHARGE_MONGODB_URI=" + RealParts.mongoUri(),
                "--INCHARGE_KAFKA_BOOTSTRAP=" + kafka,
                "--INCHARGE_TIME_ZONE=UTC"));
        arguments.addAll(List.of(settings));
        context = SpringApplication.run(ReportingServiceApplication.class, arguments.toArray(String[]::new));
        url = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public HttpResponse<byte[]> get(String query, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url + query)).header("Authorization", token);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** @param bearer value of {@code Authorization} */
    public HttpResponse<byte[]> getAs(String bearer, String query, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url + query)).header("Authorization", bearer);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** A stream of server-sent events that is read from now on; to be closed. */
    public OpenStream open(String bearer, String path, String... headers) {
        return new OpenStream(URI.create(url + path), bearer, headers);
    }

    public int port() {
        return URI.create(url).getPort();
    }

    public HttpResponse<byte[]> anonymous(String query) {
        return send(HttpRequest.newBuilder(URI.create(url + query)));
    }

    public HttpResponse<byte[]> post(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", token)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** A 200's JSON. */
    public JsonNode json(String query, String... headers) {
        var response = get(query, headers);
        if (response.statusCode() != 200) {
            throw new AssertionError(query + " answered " + response.statusCode() + " " + text(response));
        }
        return JsonMapper.shared().readTree(response.body());
    }

    public static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }
}

package incharge.reporting.testing;

import incharge.http.testing.TestTokens;
import incharge.local.ApiClient;
import incharge.local.ApiClient.Request;
import incharge.local.ApiClient.Response;
import incharge.local.RealParts;
import incharge.reporting.ReportingServiceApplication;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** reporting-service on a real MongoDB and a real Kafka, queried through HTTP. */
public final class RunningService implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final ApiClient client = new ApiClient();
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

    public Response get(String query, String... headers) {
        return getAs(token, query, headers);
    }

    /** @param bearer value of {@code Authorization} */
    public Response getAs(String bearer, String query, String... headers) {
        return client.send(
                Request.to(url + query).header("Authorization", bearer).headers(headers));
    }

    /** Opens a stream of server-sent events and reads it from now on. The caller closes it. */
    public OpenStream open(String bearer, String path, String... headers) {
        return new OpenStream(
                Request.to(url + path).header("Authorization", bearer).headers(headers));
    }

    public int port() {
        return URI.create(url).getPort();
    }

    public Response anonymous(String query) {
        return client.send(Request.to(url + query));
    }

    public Response post(String path) {
        return client.send(Request.to(url + path).method("POST").header("Authorization", token));
    }

    /** Returns the JSON of an answer with status 200. */
    public JsonNode json(String query, String... headers) {
        Response response = get(query, headers);
        if (response.statusCode() != 200) {
            throw new AssertionError(query + " answered " + response.statusCode() + " " + text(response));
        }
        return JsonMapper.shared().readTree(response.body());
    }

    public static String text(Response response) {
        return response.text();
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }
}

package incharge.gateway.health;

import incharge.http.Traceparent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one service answers about itself.
 *
 * @param source the log that it has; null for none
 */
record ServiceHealth(String name, String source, HttpHost host, HttpClient http, JsonMapper json) {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceHealth.class);

    /** Longer than a service waits for a part that it needs. */
    private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(3);

    /**
     * An answer, or that there was none.
     *
     * @param parts without any if there was none
     * @param inactive whether the caller's employee has left
     */
    record Answer(ServiceHealth service, JsonNode parts, boolean inactive) {
        String failure() {
            return service.name() + " did not answer within " + ANSWER_AT_MOST.toSeconds() + " s, or not as expected.";
        }
    }

    /** Returns what each service answers, in the order of the services; the requests are sent at the same time. */
    static List<Answer> answers(List<ServiceHealth> services, String token) {
        String traceparent = Traceparent.current();
        var answers = new ArrayList<Answer>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> requests = threads.invokeAll(
                    services.stream()
                            .map(service -> (Callable<Answer>) () -> service.request(token, traceparent))
                            .toList(),
                    ANSWER_AT_MOST.toMillis(),
                    TimeUnit.MILLISECONDS);
            for (int i = 0; i < requests.size(); i++) {
                answers.add(answer(services.get(i), requests.get(i)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return answers;
    }

    private static Answer answer(ServiceHealth service, Future<Answer> request) throws InterruptedException {
        try {
            return request.get();
        } catch (ExecutionException | CancellationException e) {
            LOG.debug("{} does not answer", service.name(), e);
            return new Answer(service, service.json.createObjectNode(), false);
        }
    }

    private Answer request(String token, String traceparent) throws IOException {
        ClassicRequestBuilder request =
                ClassicRequestBuilder.get("/api/health").setHeader("Authorization", "Bearer " + token);
        if (traceparent != null) {
            request.setHeader(Traceparent.HEADER, traceparent);
        }
        try {
            return send(request.build());
        } catch (NoHttpResponseException _) {
            // The service had closed the kept connection. Reading twice does no harm.
            return send(request.build());
        }
    }

    private Answer send(ClassicHttpRequest request) throws IOException {
        var context = HttpClientContext.create();
        context.setRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(ANSWER_AT_MOST))
                .setResponseTimeout(Timeout.of(ANSWER_AT_MOST))
                .build());
        return http.execute(host, request, context, this::read);
    }

    private Answer read(ClassicHttpResponse response) throws IOException {
        try {
            JsonNode body = json.readTree(response.getEntity().getContent());
            boolean inactive = body.path("code").asString("").equals("employee-inactive");
            if (response.getCode() != 200 && !inactive) {
                throw new IOException(name + " answered " + response.getCode());
            }
            return new Answer(this, body, inactive);
        } catch (JacksonException e) {
            throw new IOException(name + " answered " + response.getCode() + " without JSON", e);
        }
    }
}

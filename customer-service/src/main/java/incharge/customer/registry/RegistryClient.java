package incharge.customer.registry;

import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.RawHttpClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Reads from a registry over HTTP: one GET, without redirects, cookies, proxies and retries, and with an answer of a
 * limited size within a limited time.
 *
 * <p>Each request has a client of its own: Micronaut reads on what arrives after the time is over, and only the end of
 * a client closes its connections.
 */
final class RegistryClient {

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final int LARGEST = 1024 * 1024;

    private final Duration allTogether;

    /** An answer of any status; {@code retryAfter} is that header. */
    record Answer(int status, Optional<String> retryAfter, byte[] body) {}

    /**
     * Loads the classes of the HTTP client too, which takes longer than a request.
     *
     * @param allTogether the longest time from the beginning of a request to the end of its answer
     */
    RegistryClient(Duration allTogether) throws IOException {
        this.allTogether = allTogether;
        client().close();
    }

    /** @throws RegistryFault if there is no complete answer */
    Answer get(URI uri) {
        long began = System.nanoTime();
        try (RawHttpClient http = client()) {
            HttpRequest<?> request = HttpRequest.GET(uri)
                    .header(HttpHeaders.ACCEPT, "application/json")
                    .header(HttpHeaders.USER_AGENT, "InCharge");
            return Mono.from(http.exchange(request, null, null))
                    .flatMap(response -> answer((ByteBodyHttpResponse<?>) response))
                    .block(allTogether.minusNanos(System.nanoTime() - began));
        } catch (IOException | RuntimeException e) {
            throw new RegistryFault("there is no answer: " + e.getMessage(), e);
        }
    }

    private static Mono<Answer> answer(ByteBodyHttpResponse<?> response) {
        return Mono.fromFuture(response.byteBody().buffer()).map(body -> {
            try (body) {
                return new Answer(
                        response.code(), response.getHeaders().findFirst(HttpHeaders.RETRY_AFTER), body.toByteArray());
            }
        });
    }

    private RawHttpClient client() {
        var configuration = new DefaultHttpClientConfiguration();
        configuration.setNumOfThreads(1);
        configuration.setExceptionOnErrorStatus(false);
        configuration.setFollowRedirects(false);
        configuration.setDecompressionEnabled(false);
        configuration.setConnectTimeout(CONNECT);
        configuration.setReadTimeout(allTogether);
        configuration.setShutdownQuietPeriod(Duration.ZERO);
        configuration.setMaxContentLength(LARGEST);
        return RawHttpClient.create(null, configuration);
    }
}

package incharge.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.core.io.buffer.ByteArrayBufferFactory;
import io.micronaut.core.io.buffer.ReadBufferFactory;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableAvailableByteBody;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.RawHttpClient;
import io.micronaut.http.client.exceptions.HttpClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends HTTP requests as bytes and returns responses as bytes. Every status is a response, also 4xx and 5xx; redirects
 * are not followed. Connections are kept open and shared by all threads.
 */
public final class ApiClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Shorter than any server's: a request never meets a connection that the server is closing. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(1);

    private static final ByteBodyFactory BODIES = ByteBodyFactory.createDefault(ByteArrayBufferFactory.INSTANCE);

    private final RawHttpClient http;

    public ApiClient() {
        this(TIMEOUT);
    }

    /** @param timeout the longest wait for a connection, and for the next byte of a response */
    public ApiClient(Duration timeout) {
        http = client(timeout);
    }

    /**
     * A request; each method returns a changed copy.
     *
     * @param headers name, value, name, value ...
     * @param body null if there is none
     */
    public record Request(String method, URI uri, List<String> headers, byte[] body) {

        /** A GET without headers. */
        public static Request to(String uri) {
            return new Request("GET", URI.create(uri), List.of(), null);
        }

        public Request method(String other) {
            return new Request(other, uri, headers, body);
        }

        public Request header(String name, String value) {
            return headers(name, value);
        }

        /** @param more name, value, name, value ... */
        public Request headers(String... more) {
            List<String> all = new ArrayList<>(headers);
            all.addAll(List.of(more));
            return new Request(method, uri, List.copyOf(all), body);
        }

        public Request body(String type, String text) {
            return body(type, text.getBytes(UTF_8));
        }

        public Request body(String type, byte[] bytes) {
            return new Request(method, uri, headers, bytes).header("Content-Type", type);
        }

        /** A body of the type {@code multipart/form-data}. */
        public Request form(List<Part> parts) {
            String boundary = "incharge-part-of-the-form";
            var bytes = new ByteArrayOutputStream();
            for (Part part : parts) {
                bytes.writeBytes(("--" + boundary + "\r\n" + part.head() + "\r\n").getBytes(UTF_8));
                bytes.writeBytes(part.content());
                bytes.writeBytes("\r\n".getBytes(UTF_8));
            }
            bytes.writeBytes(("--" + boundary + "--\r\n").getBytes(UTF_8));
            return body("multipart/form-data; boundary=" + boundary, bytes.toByteArray());
        }
    }

    /**
     * A part of a form.
     *
     * @param fileName null if the part is no file
     * @param type null if the part has none
     */
    public record Part(String name, String fileName, String type, byte[] content) {

        public static Part file(String fileName, String type, byte[] content) {
            return new Part("file", fileName, type, content);
        }

        public static Part text(String name, String type, String content) {
            return new Part(name, null, type, content.getBytes(UTF_8));
        }

        private String head() {
            return "Content-Disposition: form-data; name=\"" + name + "\""
                    + (fileName == null ? "" : "; filename=\"" + fileName + "\"") + "\r\n"
                    + (type == null ? "" : "Content-Type: " + type + "\r\n");
        }
    }

    /** A complete response. */
    public record Response(URI uri, int statusCode, HttpHeaders headers, byte[] body) {

        public String text() {
            return new String(body, UTF_8);
        }
    }

    /** A response with a body that is still arriving. */
    public record OpenResponse(int statusCode, HttpHeaders headers, InputStream body, ApiClient client)
            implements AutoCloseable {

        /** Closes the connection. */
        @Override
        public void close() {
            client.close();
        }
    }

    /** @throws UncheckedIOException when there is no complete response */
    public Response send(Request request) {
        try (ByteBodyHttpResponse<?> response = exchange(request);
                CloseableAvailableByteBody body = response.byteBody().buffer().join()) {
            return new Response(request.uri(), response.code(), headers(response), body.toByteArray());
        } catch (RuntimeException e) {
            throw unanswered(request, e);
        }
    }

    /**
     * Sends a request and returns as soon as the head of the response is there.
     *
     * @throws UncheckedIOException when there is no response
     */
    @SuppressWarnings("resource") // the response closes it
    public static OpenResponse open(Request request) {
        // Micronaut reads what a caller leaves unread and keeps the connection; only the end of a client closes it.
        var client = new ApiClient();
        try {
            ByteBodyHttpResponse<?> response = client.exchange(request);
            return new OpenResponse(
                    response.code(), headers(response), response.byteBody().toInputStream(), client);
        } catch (RuntimeException e) {
            client.close();
            throw unanswered(request, e);
        }
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ByteBodyHttpResponse<?> exchange(Request request) {
        MutableHttpRequest<Object> message = HttpRequest.create(
                HttpMethod.parse(request.method()), request.uri().toString(), request.method());
        for (int i = 0; i < request.headers().size(); i += 2) {
            message.header(request.headers().get(i), request.headers().get(i + 1));
        }
        return (ByteBodyHttpResponse<?>)
                Mono.from(http.exchange(message, body(request), null)).block();
    }

    /** The body has no length if the request has the header {@code Transfer-Encoding}. */
    private static CloseableByteBody body(Request request) {
        if (request.body() == null) {
            return null;
        }
        return request.headers().contains("Transfer-Encoding")
                ? BODIES.adapt(Flux.just(ReadBufferFactory.getJdkFactory().adapt(request.body())), OptionalLong.empty())
                : BODIES.adapt(request.body());
    }

    private static HttpHeaders headers(ByteBodyHttpResponse<?> response) {
        return HttpHeaders.of(response.getHeaders().asMap(), (_, _) -> true);
    }

    private static RuntimeException unanswered(Request request, RuntimeException cause) {
        // the body's failures come in a CompletionException
        return cause instanceof HttpClientException || cause instanceof CompletionException
                ? new UncheckedIOException(new IOException(
                        request.method() + " " + request.uri() + " has no response: " + cause.getMessage(), cause))
                : cause;
    }

    private static RawHttpClient client(Duration timeout) {
        var configuration = new DefaultHttpClientConfiguration();
        configuration.setNumOfThreads(1);
        configuration.setThreadFactory(Daemons.class);
        configuration.setExceptionOnErrorStatus(false);
        configuration.setFollowRedirects(false);
        configuration.setDecompressionEnabled(false);
        configuration.setConnectTimeout(timeout);
        configuration.setReadTimeout(timeout);
        configuration.setConnectionPoolIdleTimeout(KEEP_ALIVE);
        configuration.setMaxContentLength(Integer.MAX_VALUE);
        return RawHttpClient.create(null, configuration);
    }

    /** Makes threads that do not keep the JVM from ending. Public because Micronaut creates it by reflection. */
    public static final class Daemons implements ThreadFactory {
        @Override
        public Thread newThread(Runnable work) {
            return Thread.ofPlatform().daemon().name("http-client").unstarted(work);
        }
    }
}

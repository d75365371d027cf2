package incharge.gateway;

import incharge.http.BodyLimitFilter;
import incharge.http.Traceparent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.server.ResponseStatusException;

/**
 * Forwards a request to one service and copies the answer, both as streams: no more than one buffer is in memory.
 *
 * <p>The path and the query are forwarded unchanged, so that the service validates what the client wrote. Only request
 * headers of the contract are forwarded: headers that claim an identity (X-User-Id, X-Forwarded-User and the like) are
 * not.
 */
final class ProxyHandler implements HttpRequestHandler {

    private static final int BUFFER = 16 * 1024;

    /** From this size on the request carries {@code Expect: 100-continue}, so that a refusal precedes the upload. */
    private static final long EXPECT_CONTINUE_FROM = 256 * 1024;

    /** Authorization is not among them: the handler sets it to the token that the gateway has verified. */
    private static final Set<String> REQUEST_HEADERS = Set.of(
            "accept",
            "accept-language",
            "command-source",
            "content-type",
            "host",
            "idempotency-key",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "last-event-id",
            "min-event-position",
            "traceparent",
            "tracestate",
            "user-agent");

    /** Headers of a single connection, and those that the gateway sets for all answers ({@link HeadersFilter}). */
    private static final Set<String> ANSWER_HEADERS_DROPPED = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "cache-control",
            "content-security-policy",
            "expires",
            "permissions-policy",
            "pragma",
            "referrer-policy",
            "server",
            "set-cookie",
            "strict-transport-security",
            "x-content-type-options",
            "x-frame-options",
            "x-xss-protection");

    private final HttpClient http;
    private final HttpHost service;
    private final URI address;

    private record Exchange(HttpUriRequestBase sent, ClassicHttpResponse answer) {}

    ProxyHandler(HttpClient http, HttpHost service) {
        this.http = http;
        this.service = service;
        this.address = URI.create(service.toURI());
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        forward(request, response, _ -> {});
    }

    /** @param streaming accepts, before the first event of an event stream, an action that ends the stream */
    void forward(HttpServletRequest request, HttpServletResponse response, Consumer<Runnable> streaming)
            throws IOException {
        if (request.getContentLengthLong() > BodyLimitFilter.limit(request)) {
            // The service refuses it too, but then the body is on its way and can outrun the answer.
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
        }
        Exchange exchange = exchange(request);
        try {
            copy(exchange, response, streaming);
            exchange.answer().close();
        } catch (IOException | RuntimeException broken) {
            // Closing would first read the rest of the answer.
            exchange.sent().abort();
            throw broken;
        }
    }

    private Exchange exchange(HttpServletRequest request) throws IOException {
        boolean withBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        boolean reading =
                request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        try {
            return send(request, withBody);
        } catch (NoHttpResponseException | ConnectionClosedException | SocketException lost) {
            if (withBody || !reading || lost instanceof ConnectException) {
                throw lost;
            }
            // The service had closed the kept connection. Reading twice does no harm.
            return send(request, false);
        }
    }

    private Exchange send(HttpServletRequest request, boolean withBody) throws IOException {
        String query = request.getQueryString();
        var sent = new HttpUriRequestBase(request.getMethod(), address);
        sent.setPath(query == null ? request.getRequestURI() : request.getRequestURI() + '?' + query);
        for (String name : Collections.list(request.getHeaderNames())) {
            if (REQUEST_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                request.getHeaders(name).asIterator().forEachRemaining(value -> sent.addHeader(name, value));
            }
        }
        String traceparent = Traceparent.current();
        if (traceparent != null) {
            sent.setHeader(Traceparent.HEADER, traceparent);
        }
        if (request.getUserPrincipal() instanceof JwtAuthenticationToken caller) {
            sent.setHeader("Authorization", "Bearer " + caller.getToken().getTokenValue());
        }
        if (withBody) {
            long length = request.getContentLengthLong();
            var body = new LimitedBody(request.getInputStream(), BodyLimitFilter.limit(request));
            sent.setEntity(new InputStreamEntity(body, length, (ContentType) null));
            if (length < 0 || length >= EXPECT_CONTINUE_FROM) {
                sent.setHeader("Expect", "100-continue");
            }
        }
        return new Exchange(sent, http.executeOpen(service, sent, HttpClientContext.create()));
    }

    private static void copy(Exchange exchange, HttpServletResponse response, Consumer<Runnable> streaming)
            throws IOException {
        ClassicHttpResponse answer = exchange.answer();
        response.setStatus(answer.getCode());
        for (Header header : answer.getHeaders()) {
            if (!ANSWER_HEADERS_DROPPED.contains(header.getName().toLowerCase(Locale.ROOT))) {
                response.addHeader(header.getName(), header.getValue());
            }
        }
        if (answer.containsHeader("ETag")) {
            // The browser keeps the answer for this user and revalidates it each time.
            response.setHeader("Cache-Control", "private, no-cache");
            response.setHeader("Vary", "Authorization, Cookie, Accept-Language");
        }
        HttpEntity body = answer.getEntity();
        if (body == null) {
            return;
        }
        String type = body.getContentType();
        boolean events = type != null && type.startsWith("text/event-stream");
        if (events) {
            response.flushBuffer();
            streaming.accept(exchange.sent()::abort);
        }
        copy(body.getContent(), response.getOutputStream(), events);
    }

    private static void copy(InputStream in, OutputStream out, boolean flushing) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            if (flushing) {
                out.flush();
            }
        }
    }

    /** Fails with 413 if a body without a declared length exceeds its limit. */
    private static final class LimitedBody extends FilterInputStream {
        private long left;

        private LimitedBody(InputStream body, long limit) {
            super(body);
            left = limit;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
            }
            return read;
        }
    }
}

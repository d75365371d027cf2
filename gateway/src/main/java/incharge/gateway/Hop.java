package incharge.gateway;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
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
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * One request's way to a service and its answer's way back, both as streams: nothing is held beyond one buffer.
 *
 * <p>The path and the query go on as they were sent, letter for letter, so that a service refuses what the client wrote.
 * Of the headers only those that the contract names go on: what a client claims to be (X-User-Id, X-Forwarded-User and the
 * like) ends here.
 */
final class Hop implements HandlerFunction<ServerResponse> {

    private static final int BUFFER = 16 * 1024;
    private static final long BODY_LIMIT = 16L << 20;

    /** A file of 64 MiB and what is around it in a multipart body. */
    private static final long FILE_LIMIT = 65L << 20;

    /** From this size on the service is asked whether it wants the body, so that a refusal comes before the upload. */
    private static final long WORTH_ASKING = 256 * 1024;

    /** Who is asking is in Authorization alone, and that is the token which was checked here. */
    private static final Set<String> PASSED_ON = Set.of(
            "accept",
            "accept-language",
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

    /** They speak of one connection and not of the message. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** The door's own matter, said once and for all answers. */
    private static final Set<String> OF_THE_DOOR = Set.of(
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
    private final LiveAnswers live;
    private final URI address;

    Hop(HttpClient http, HttpHost service, LiveAnswers live) {
        this.http = http;
        this.service = service;
        this.live = live;
        this.address = URI.create(service.toURI());
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws IOException {
        HttpServletRequest asked = request.servletRequest();
        if (asked.getContentLengthLong() > limit(asked)) {
            // The service would refuse it too, but by then the body would be on its way and could outrun the answer.
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
        }
        boolean withBody = asked.getContentLengthLong() > 0 || asked.getHeader("Transfer-Encoding") != null;
        try {
            return answer(asked, withBody);
        } catch (NoHttpResponseException | ConnectionClosedException | SocketException lost) {
            if (withBody || !isReading(asked) || lost instanceof ConnectException) {
                throw lost;
            }
            // A kept connection that the service had closed meanwhile. Reading twice does no harm.
            return answer(asked, false);
        }
    }

    private static long limit(HttpServletRequest asked) {
        String type = asked.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/") ? FILE_LIMIT : BODY_LIMIT;
    }

    private static boolean isReading(HttpServletRequest asked) {
        return asked.getMethod().equals("GET") || asked.getMethod().equals("HEAD");
    }

    private Answer answer(HttpServletRequest asked, boolean withBody) throws IOException {
        String query = asked.getQueryString();
        String path = query == null ? asked.getRequestURI() : asked.getRequestURI() + '?' + query;
        HttpUriRequestBase sent = new HttpUriRequestBase(asked.getMethod(), address);
        sent.setPath(path);
        var names = asked.getHeaderNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                var values = asked.getHeaders(name);
                while (values.hasMoreElements()) {
                    sent.addHeader(name, values.nextElement());
                }
            }
        }
        SignedInFilter.token(asked).ifPresent(token -> sent.setHeader("Authorization", "Bearer " + token));
        if (withBody) {
            long length = asked.getContentLengthLong();
            sent.setEntity(new InputStreamEntity(
                    new Upload(asked.getInputStream(), limit(asked)), length, (ContentType) null));
            if (length < 0 || length >= WORTH_ASKING) {
                sent.setHeader("Expect", "100-continue");
            }
        }
        return new Answer(sent, http.executeOpen(service, sent, HttpClientContext.create()), live);
    }

    /** The client's own connection broke while it was still sending; the service is not to blame. */
    static final class UploadBroken extends IOException {
        UploadBroken(IOException cause) {
            super(cause);
        }
    }

    /** More came than a body may have, and nobody had said so before. */
    static final class UploadTooLarge extends IOException {
        UploadTooLarge(long limit) {
            super("more than " + limit + " bytes");
        }
    }

    private static final class Upload extends InputStream {
        private final InputStream body;
        private final long limit;
        private long count;

        private Upload(InputStream body, long limit) {
            this.body = body;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read;
            try {
                read = body.read(buffer, from, length);
            } catch (IOException broken) {
                throw new UploadBroken(broken);
            }
            count += Math.max(read, 0);
            if (count > limit) {
                throw new UploadTooLarge(limit);
            }
            return read;
        }
    }

    /** The service's answer, written as it arrives. */
    private record Answer(HttpUriRequestBase sent, ClassicHttpResponse answer, LiveAnswers live)
            implements ServerResponse {

        @Override
        public HttpStatusCode statusCode() {
            return HttpStatusCode.valueOf(answer.getCode());
        }

        @Override
        public HttpHeaders headers() {
            HttpHeaders headers = new HttpHeaders();
            for (Header header : answer.getHeaders()) {
                headers.add(header.getName(), header.getValue());
            }
            return headers;
        }

        @Override
        public MultiValueMap<String, Cookie> cookies() {
            return new LinkedMultiValueMap<>();
        }

        @Override
        public ModelAndView writeTo(HttpServletRequest asked, HttpServletResponse response, Context context)
                throws IOException {
            try {
                response.setStatus(answer.getCode());
                for (Header header : answer.getHeaders()) {
                    String name = header.getName().toLowerCase(Locale.ROOT);
                    if (!OF_THE_CONNECTION.contains(name) && !OF_THE_DOOR.contains(name)) {
                        response.addHeader(header.getName(), header.getValue());
                    }
                }
                if (answer.containsHeader("ETag")) {
                    // kept by the browser of whoever asked, and asked for anew each time
                    response.setHeader("Cache-Control", "private, no-cache");
                    response.setHeader("Vary", "Authorization, Cookie, Accept-Language");
                }
                boolean whole = answer.getEntity() == null || said(answer.getEntity(), asked, response);
                if (whole) {
                    answer.close();
                } else {
                    sent.abort();
                }
            } catch (IOException | RuntimeException broken) {
                // else closing would first read what nobody wants any more
                sent.abort();
                throw broken;
            }
            return null;
        }

        /** Whether the service came to its end by itself. */
        private boolean said(HttpEntity body, HttpServletRequest asked, HttpServletResponse response)
                throws IOException {
            if (body.getContentType() == null || !body.getContentType().startsWith("text/event-stream")) {
                copy(body, response.getOutputStream(), false);
                return true;
            }
            response.flushBuffer();
            return !live.during(asked, sent::abort, () -> copy(body, response.getOutputStream(), true));
        }

        private static void copy(HttpEntity body, OutputStream out, boolean atOnce) throws IOException {
            InputStream in = body.getContent();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                if (atOnce) {
                    out.flush();
                }
            }
        }
    }
}

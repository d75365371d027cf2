package incharge.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.WebUtils;

/** The hash of a request's body and query, by which the repeat of a request is recognised. */
public final class BodyHash {
    private BodyHash() {}

    /** Returns a request that keeps its body up to {@code limit} bytes; reading on beyond them ends in 413. */
    static HttpServletRequest keepingBody(HttpServletRequest request, int limit) {
        return new ContentCachingRequestWrapper(request, limit) {
            @Override
            protected void handleContentOverflow(int contentCacheLimit) {
                throw ProblemException.bodyTooLarge();
            }
        };
    }

    /**
     * Returns the SHA-256 of the body as hex, after reading what the handler left of it; with a query that of both. A
     * body that is not kept, such as a file to import, counts as empty. The order of parameters does not matter.
     */
    public static String of(HttpServletRequest request) throws IOException {
        String body = ofBody(request);
        String query = query(request);
        // without a query the hash is the one that older logs hold
        return query.isEmpty() ? body : sha256((body + '?' + query).getBytes(UTF_8));
    }

    /** Returns the query with its parameters sorted and encoded in one way. */
    private static String query(HttpServletRequest request) {
        return StrictQuery.parameters(request.getQueryString()).entrySet().stream()
                .flatMap(parameter -> parameter.getValue().stream()
                        .sorted()
                        .map(value ->
                                URLEncoder.encode(parameter.getKey(), UTF_8) + '=' + URLEncoder.encode(value, UTF_8)))
                .collect(Collectors.joining("&"));
    }

    private static String ofBody(HttpServletRequest request) throws IOException {
        ContentCachingRequestWrapper kept = WebUtils.getNativeRequest(request, ContentCachingRequestWrapper.class);
        if (kept == null) {
            return sha256(new byte[0]);
        }
        kept.getInputStream().transferTo(OutputStream.nullOutputStream());
        return sha256(kept.getContentAsByteArray());
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }
}

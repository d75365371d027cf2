package incharge.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.WebUtils;

/** The hash of a request's body, by which the repeat of a request is recognised. */
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
     * Returns the SHA-256 of the body as hex, after reading what the handler left of it. A body that is not kept, such
     * as a file to import, counts as empty.
     */
    public static String of(HttpServletRequest request) throws IOException {
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

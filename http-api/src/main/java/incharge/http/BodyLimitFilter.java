package incharge.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a body whose announced length is beyond 16 MiB, or 64 MiB for a file (multipart). A body without announced
 * length is limited where it is read, by {@link StrictJson} and by the container.
 */
public final class BodyLimitFilter extends OncePerRequestFilter {
    static final int LIMIT = 16 << 20;
    /** A file of 64 MiB and the multipart headers around it. */
    private static final int FILE_LIMIT = 65 << 20;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit(request)) {
            Problem.bodyTooLarge().answer(request, response);
            return;
        }
        boolean hashed = !isFile(request) && request.getHeader("Idempotency-Key") != null;
        chain.doFilter(hashed ? BodyHash.keepingBody(request, LIMIT) : request, response);
    }

    /** Returns the most bytes that the request's body may have. */
    public static int limit(HttpServletRequest request) {
        return isFile(request) ? FILE_LIMIT : LIMIT;
    }

    private static boolean isFile(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }
}

package incharge.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a body whose announced length is beyond 16 MiB, or 64 MiB for a file to import (multipart). A body without
 * announced length is limited where it is read, by {@link StrictJson} and by the container.
 */
final class BodyLimitFilter extends OncePerRequestFilter {
    static final int LIMIT = 16 << 20;
    /** A file of 64 MiB and the multipart headers around it. */
    static final int FILE_LIMIT = 65 << 20;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType();
        boolean multipart = type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
        if (request.getContentLengthLong() > (multipart ? FILE_LIMIT : LIMIT)) {
            ProblemResolver.write(request, response, Problem.bodyTooLarge());
            return;
        }
        boolean hashed = !multipart && request.getHeader("Idempotency-Key") != null;
        chain.doFilter(hashed ? BodyHash.keepingBody(request, LIMIT) : request, response);
    }
}

package incharge.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;

/** No body beyond 16 MiB, said or counted; files to import (multipart) are limited by the container to 64 MiB. */
final class BodyLimitFilter extends OncePerRequestFilter {
    static final long LIMIT = 16L << 20;
    /** The file and what multipart writes around it. */
    static final long FILE_LIMIT = 65L << 20;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var type = request.getContentType();
        boolean multipart = type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
        if (request.getContentLengthLong() > (multipart ? FILE_LIMIT : LIMIT)) {
            ProblemResolver.write(request, response, Problem.bodyTooLarge());
            return;
        }
        chain.doFilter(multipart ? request : new BodyStream(request, LIMIT), response);
    }
}

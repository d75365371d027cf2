package incharge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Writes a problem document for every exception, whatever media type the caller accepts. */
final class ProblemResolver implements HandlerExceptionResolver, Ordered {
    static final String MEDIA_TYPE = "application/problem+json";
    private static final Logger LOG = LoggerFactory.getLogger(ProblemResolver.class);
    private static final Map<Integer, String> TITLES = Map.of(
            413, "Content Too Large",
            422, "Unprocessable Content");

    private final ProblemMapper mapper;

    ProblemResolver(ProblemMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 10;
    }

    @Override
    public ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, Object handler, Exception exception) {
        // Spring Security's filters handle these
        if (exception instanceof AccessDeniedException || exception instanceof AuthenticationException) {
            return null;
        }
        if (gone(exception)) {
            LOG.debug("The caller of {} {} went away", request.getMethod(), request.getRequestURI());
            return new ModelAndView();
        }
        if (exception instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        Problem problem = mapper.of(exception);
        log(request, problem, exception);
        if (response.isCommitted()) {
            return null;
        } // too late for another answer: the connection breaks off
        try {
            write(request, response, problem);
        } catch (IOException e) {
            LOG.debug("The caller of {} {} went away", request.getMethod(), request.getRequestURI(), e);
        }
        return new ModelAndView();
    }

    private static boolean gone(Throwable thrown) {
        for (Throwable inner = thrown; inner != null; inner = inner.getCause()) {
            if (inner instanceof ClientAbortException || inner instanceof AsyncRequestNotUsableException) {
                return true;
            }
        }
        return false;
    }

    static void log(HttpServletRequest request, Problem problem, Throwable thrown) {
        if (problem.status() == 401 || problem.status() == 403) {
            SecurityLog.log(
                    request, problem.status(), thrown instanceof LevelMissing level ? level.missing() : problem.code());
        }
        if (problem.status() < 500) {
            return;
        }
        String traceId = TraceFilter.traceId(request);
        if (problem.status() == 503) {
            LOG.warn(
                    "{} {} [{}]: {} ({})",
                    request.getMethod(),
                    request.getRequestURI(),
                    traceId,
                    problem.code(),
                    String.valueOf(thrown));
        } else {
            LOG.error("{} {} [{}]", request.getMethod(), request.getRequestURI(), traceId, thrown);
        }
    }

    static void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        response.reset();
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(MEDIA_TYPE);
        byte[] body = body(problem, request.getRequestURI(), TraceFilter.traceId(request));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    static byte[] body(Problem problem, String instance, String traceId) {
        return StrictJson.MAPPER.writeValueAsBytes(new ProblemBody(
                "urn:incharge:problem:" + problem.code(),
                title(problem.status()),
                problem.status(),
                problem.detail(),
                instance,
                problem.code(),
                traceId,
                problem.errors()));
    }

    private static String title(int status) {
        var known = HttpStatus.resolve(status);
        return TITLES.getOrDefault(status, known == null ? "Error" : known.getReasonPhrase());
    }
}

package incharge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Writes a problem document for every exception, whatever media type the caller accepts. */
final class ProblemResolver implements HandlerExceptionResolver, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemResolver.class);

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
            // Too late for another answer. A proper end would make half an answer look complete: the connection breaks.
            return null;
        }
        try {
            problem.answer(request, response);
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
        if (problem.status() > 500) {
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
}

package incharge.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Handles errors that the container dispatches from outside of a controller. */
@Controller
final class ProblemErrorController implements ErrorController {
    private final ProblemMapper mapper;

    ProblemErrorController(ProblemMapper mapper) {
        this.mapper = mapper;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var thrown = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Problem problem =
                thrown != null ? mapper.of(thrown) : Problem.ofStatus(status instanceof Integer code ? code : 404);
        String allowed = response.getHeader("Allow");
        if (problem.status() == 405 && allowed != null) {
            problem = problem.with("Allow", allowed);
        }
        var failed = new FailedRequest(request);
        ProblemResolver.log(failed, problem, thrown);
        problem.answer(failed, response);
    }

    /** Has the path of the client and not that of this controller. */
    private static final class FailedRequest extends HttpServletRequestWrapper {
        FailedRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getRequestURI() {
            return getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
                    ? path
                    : super.getRequestURI();
        }
    }
}

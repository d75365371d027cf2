package incharge.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
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
        ProblemResolver.log(request, problem, thrown);
        ProblemResolver.write(request, response, problem);
    }
}

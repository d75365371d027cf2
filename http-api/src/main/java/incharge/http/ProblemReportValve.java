package incharge.http;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;

/** What Tomcat refuses before any of our code sees it (a broken request line, a forbidden character) is a problem document too. */
public final class ProblemReportValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, Throwable thrown) {
        int status = response.getStatus();
        // the same conditions under which Tomcat itself writes nothing
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var possible = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, possible);
        if (!possible.get()) {
            return;
        }
        var problem = Problem.ofStatus(status);
        try {
            problem.headers().forEach(response::setHeader);
            response.setContentType(ProblemResolver.MEDIA_TYPE);
            PrintWriter writer = response.getReporter();
            if (writer == null) {
                return;
            }
            writer.write(new String(
                    ProblemResolver.body(problem, request.getRequestURI(), TraceFilter.traceId(request.getRequest())),
                    StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            container.getLogger().debug("No problem could be written", e);
        }
    }
}

package incharge.http;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;

/**
 * Writes a problem document for a request that Tomcat refuses itself (a broken request line, a forbidden character).
 */
public final class ProblemReportValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, Throwable thrown) {
        int status = response.getStatus();
        // Tomcat itself writes nothing under these conditions
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
            response.setContentType(Problem.MEDIA_TYPE);
            PrintWriter writer = response.getReporter();
            if (writer == null) {
                return;
            }
            String traceId = TraceFilter.traceId(request.getRequest());
            problem.log(request, traceId);
            byte[] body = problem.body(request.getRequestURI(), traceId);
            writer.write(new String(body, StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            container.getLogger().debug("No problem could be written", e);
        }
    }
}

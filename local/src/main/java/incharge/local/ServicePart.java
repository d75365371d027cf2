package incharge.local;

import incharge.local.ApiClient.Request;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One of our services, or the gateway, as a part.
 *
 * @param command starts its JVM
 * @param port its port on 127.0.0.1
 */
record ServicePart(String name, List<String> command, Map<String, String> environment, int port, Path log)
        implements Part {
    private static final ApiClient HTTP = new ApiClient(Duration.ofSeconds(2));

    @Override
    public PartProcess launch() {
        return ChildProcess.start(command, environment, log, "TERM");
    }

    @Override
    public void settle() {
        // a service waits for MongoDB and Kafka itself
    }

    @Override
    public boolean ready() {
        try {
            var readiness = Request.to("http://127.0.0.1:" + port + "/readyz");
            return HTTP.send(readiness).statusCode() == 200;
        } catch (UncheckedIOException _) {
            return false; // not listening yet
        }
    }
}

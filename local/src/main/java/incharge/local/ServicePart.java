package incharge.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One of our services, or the gateway, as a part.
 *
 * @param command of its JVM
 * @param port where it listens on 127.0.0.1
 */
record ServicePart(String name, List<String> command, Map<String, String> environment, int port, Path log)
        implements Part {
    private static final int READINESS_MILLIS = 2_000;

    @Override
    public Child launch() {
        return Child.start(command, environment, log, "TERM");
    }

    @Override
    public void settle() {
        // it waits by itself for MongoDB and Kafka
    }

    @Override
    public boolean ready() {
        try {
            var readiness = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
            var connection = (HttpURLConnection) readiness.toURL().openConnection();
            connection.setConnectTimeout(READINESS_MILLIS);
            connection.setReadTimeout(READINESS_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            return false; // not listening yet
        }
    }
}

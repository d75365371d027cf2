package incharge.http;

import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Leaves out tracing where there is nothing to send traces to, so that it costs neither the start nor a request. */
final class TracingImports implements AutoConfigurationImportFilter, EnvironmentAware {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final List<String> TRACING =
            List.of("org.springframework.boot.micrometer.tracing.", "org.springframework.boot.opentelemetry.");

    private boolean traced;

    /** Returns whether the program records and sends traces. */
    static boolean traced(Environment environment) {
        return StringUtils.hasText(environment.getProperty(ENDPOINT));
    }

    @Override
    public void setEnvironment(Environment environment) {
        traced = traced(environment);
    }

    @Override
    public boolean[] match(String[] classes, AutoConfigurationMetadata metadata) {
        var matches = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            String name = classes[i];
            matches[i] = traced || name == null || TRACING.stream().noneMatch(name::startsWith);
        }
        return matches;
    }
}

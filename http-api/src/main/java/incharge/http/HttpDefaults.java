package incharge.http;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/** Settings that every program starts from; its own application.yml and the environment win. */
final class HttpDefaults implements EnvironmentPostProcessor {
    private static final Map<String, Object> DEFAULTS = defaults();

    private static Map<String, Object> defaults() {
        var defaults = new HashMap<String, Object>();
        defaults.put("server.address", "${INCHARGE_BIND:127.0.0.1}");
        defaults.put("server.shutdown", "graceful");
        defaults.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
        defaults.put("server.max-http-request-header-size", "32KB");
        defaults.put("server.tomcat.connection-timeout", "10s");
        // the gateway closes its idle connections after 5 s, before the service would
        defaults.put("server.tomcat.max-keep-alive-requests", "-1");
        defaults.put("server.tomcat.keep-alive-timeout", "10s");
        // a refused upload is read to its end, so that the client receives the problem
        defaults.put("server.tomcat.max-swallow-size", "128MB");
        defaults.put("spring.threads.virtual.enabled", "true");
        defaults.put("spring.main.banner-mode", "off");
        defaults.put("spring.servlet.multipart.max-file-size", "64MB");
        defaults.put("spring.servlet.multipart.max-request-size", "65MB");
        defaults.put("spring.servlet.multipart.resolve-lazily", "true");
        defaults.put("spring.mvc.formcontent.filter.enabled", "false");
        defaults.put("spring.mvc.async.request-timeout", "-1");
        defaults.put("spring.web.resources.add-mappings", "false");
        defaults.put("spring.web.error.include-stacktrace", "never");
        defaults.put("spring.web.error.include-message", "never");
        defaults.put("spring.web.error.include-binding-errors", "never");
        defaults.put("spring.web.error.whitelabel.enabled", "false");
        defaults.put("logging.level.org.springframework.web.servlet.PageNotFound", "ERROR");
        defaults.put("logging.pattern.correlation", "[%X{traceId:-}] ");
        defaults.put("logging.structured.json.customizer", UserInLog.class.getName());
        return Map.copyOf(defaults);
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var defaults = new HashMap<>(DEFAULTS);
        defaults.put(
                "spring.servlet.multipart.location",
                TemporaryFiles.ofThisProcess().toString());
        defaults.putAll(management(StringUtils.hasText(environment.getProperty("management.server.port"))));
        if (TracingImports.traced(environment)) {
            defaults.put(
                    "management.opentelemetry.tracing.export.otlp.endpoint",
                    "${OTEL_EXPORTER_OTLP_ENDPOINT}/v1/traces");
        }
        environment.getPropertySources().addLast(new MapPropertySource("incharge.http defaults", defaults));
    }

    private static Map<String, Object> management(boolean ownPort) {
        var defaults = new HashMap<String, Object>();
        if (ownPort) {
            defaults.put("management.server.address", "${INCHARGE_BIND:127.0.0.1}");
        }
        // the metrics are only on a port of their own, since the port of a gateway is published
        defaults.put("management.endpoints.web.exposure.include", ownPort ? "health,prometheus" : "health");
        defaults.put("management.endpoint.health.probes.enabled", "true");
        // /livez and /readyz on the program's port show that this port answers
        defaults.put("management.endpoint.health.probes.add-additional-paths", "true");
        defaults.put("management.endpoint.health.show-details", "never");
        // it pings the database at each health check; relay and feed report an unreachable one already
        defaults.put("management.health.mongodb.enabled", "false");
        // each request would be measured twice, the second time while it runs
        defaults.put("management.metrics.observations.ignored-meters", "long-task-timer");
        // buckets, by which the slow share of requests is known; more of them would multiply the series of each route
        defaults.put(
                "management.metrics.distribution.slo.http.server.requests", "50ms,100ms,250ms,500ms,1s,2500ms,10s");
        // Prometheus refuses a scrape with the trace of a request at any other series than a bucket or a counter
        defaults.put(
                "management.prometheus.metrics.export.properties[io.prometheus.exporter.exemplarsOnAllMetricTypes]",
                "false");
        // one measurement for each command to the database is one for each query of a request
        defaults.put("management.metrics.mongodb.command.enabled", "false");
        // where traces are recorded at all, all of them are
        defaults.put("management.opentelemetry.tracing.sampler", "always-on");
        defaults.put("management.tracing.propagation.type", "W3C");
        defaults.put("management.logging.export.otlp.enabled", "false");
        return defaults;
    }
}

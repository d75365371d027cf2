package incharge.feed;

import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves out what costs time at the start and is not needed: everything about streams in an application that hears
 * nothing, and what only sending or managing them needs in one that does.
 */
final class FeedImports implements AutoConfigurationImportFilter, EnvironmentAware {
    private static final List<String> STREAMS = List.of(
            "org.springframework.cloud.stream.",
            "org.springframework.cloud.function.",
            "org.springframework.boot.integration.",
            "org.springframework.boot.kafka.");
    private static final List<String> NEVER = List.of(
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration",
            "org.springframework.cloud.stream.config.BindersHealthIndicatorAutoConfiguration",
            "org.springframework.cloud.stream.config.BindingsEndpointAutoConfiguration",
            "org.springframework.cloud.stream.config.ChannelsEndpointAutoConfiguration");

    private boolean hears;

    @Override
    public void setEnvironment(Environment environment) {
        hears = environment.getProperty(FeedEnvironment.ON, Boolean.class, false);
    }

    @Override
    public boolean[] match(String[] configurations, AutoConfigurationMetadata metadata) {
        var wanted = new boolean[configurations.length];
        for (int i = 0; i < wanted.length; i++) wanted[i] = configurations[i] == null || wanted(configurations[i]);
        return wanted;
    }

    private boolean wanted(String configuration) {
        return (hears || STREAMS.stream().noneMatch(configuration::startsWith)) && !NEVER.contains(configuration);
    }
}

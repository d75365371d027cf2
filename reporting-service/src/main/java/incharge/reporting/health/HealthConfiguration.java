package incharge.reporting.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.mongodb.client.MongoClient;
import incharge.feed.FeedHealth;
import incharge.feed.KafkaConnection;
import incharge.http.HealthPart;
import incharge.http.Progress;
import incharge.reporting.facts.ReportingFacts;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.versions.FreshVersions;
import incharge.reporting.versions.Rebuild;
import incharge.reporting.versions.Runs;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.Sources;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What reporting answers about itself. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    /** @param reason why nothing is served; null while something is */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Memory(long heapMax, long heapNeeded, String state, String reason) {}

    /** @param lastRebuild null before the first */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReaderLine(@JsonUnwrapped Progress progress, Rebuild.Last lastRebuild) {}

    @Bean
    HealthPart readers(FeedHealth feed, Rebuild rebuild) {
        return feed.part(progress -> new ReaderLine(
                progress,
                rebuild.last(Source.ofTopic("incharge." + progress.source())).orElse(null)));
    }

    /** @param supplier of the content */
    private record Part(String name, Supplier<Object> supplier) implements HealthPart {
        @Override
        public Object content() {
            return supplier.get();
        }
    }

    @Bean
    HealthPart lastVerification(Verification verification) {
        return new Part(
                "verification",
                () -> verification.last().map(VerificationView::of).orElse(null));
    }

    /** The memory of the process that answers. */
    @Bean
    HealthPart memory(Snapshots snapshots) {
        return new Part(
                "memory",
                () -> new Memory(
                        snapshots.heap().heapMax(),
                        snapshots.heap().heapNeeded(),
                        snapshots.heap().state().name().toLowerCase(Locale.ROOT),
                        snapshots.shortage().orElse(null)));
    }

    @Bean(initMethod = "dropLeft", destroyMethod = "close")
    Verification verification(
            Snapshots snapshots,
            Sources sources,
            Runs runs,
            MongoClient client,
            ReportingFacts facts,
            Environment environment) {
        Map<String, Object> kafka = KafkaConnection.settings(environment);
        return new Verification(snapshots, runs, sources, () -> new FreshVersions(sources, client, facts, kafka));
    }
}

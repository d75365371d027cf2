package incharge.reporting;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import incharge.feed.FactHandler;
import incharge.feed.Feeds;
import incharge.feed.KafkaConnection;
import incharge.feed.KeyRing;
import incharge.http.Callers;
import incharge.http.PositionSource;
import incharge.reporting.answers.AsOf;
import incharge.reporting.facts.ReportingFacts;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.versions.Rebuild;
import incharge.reporting.versions.Runs;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.Sources;
import incharge.reporting.versions.VersionsFeed;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The feed writes versions, the snapshot takes them in, the views answer from it. */
@Configuration(proxyBeanMethods = false)
class ReportingConfiguration {

    /** The order of the interceptor. It runs before the check of levels, because an employee who left has none. */
    private static final int EMPLOYEES = -20;

    @Bean
    Sources sources(MongoDatabase database, KeyRing keys) {
        var sources = new Sources(database, keys);
        sources.prepare();
        return sources;
    }

    @Bean
    Runs runs(MongoDatabase database) {
        return new Runs(database);
    }

    @Bean
    ReportingFacts reportingFacts(MeterRegistry metrics) {
        return new ReportingFacts(metrics);
    }

    @Bean(initMethod = "start")
    Snapshots snapshots(Sources sources, KeyRing keys, MeterRegistry metrics) {
        var snapshots = new Snapshots(sources);
        keys.onLateKey(snapshots::openAgain);
        Gauge.builder("incharge.snapshot.customers", snapshots, Snapshots::customers)
                .description("Customers in the snapshot that answers are made from, archived ones too")
                .register(metrics);
        TimeGauge.builder(
                        "incharge.snapshot.build",
                        snapshots,
                        TimeUnit.NANOSECONDS,
                        each -> each.lastBuild().toNanos())
                .description("Time of the last build of the snapshot from the database; 0 before the first")
                .register(metrics);
        Gauge.builder(
                        "incharge.snapshot.heap.needed",
                        snapshots,
                        each -> each.heap().heapNeeded())
                .baseUnit("bytes")
                .description("Size of the smallest heap that the snapshot fits in, as estimated; 0 before the first")
                .register(metrics);
        for (Source source : Source.values()) {
            Gauge.builder(
                            "incharge.snapshot.position",
                            snapshots,
                            each -> each.positions().of(source))
                    .tag("topic", source.topic())
                    .description("Sequence of the last event of the topic in the snapshot that answers are made from")
                    .register(metrics);
        }
        return snapshots;
    }

    @Bean
    FactHandler versions(Sources sources, ReportingFacts facts, Snapshots snapshots) {
        return new VersionsFeed(sources, facts, snapshots);
    }

    @Bean
    AsOf asOf(
            Snapshots snapshots,
            Feeds feeds,
            @Value("${INCHARGE_TIME_ZONE:}") String zone,
            @Value("${incharge.reporting.patience:5s}") Duration patience) {
        return new AsOf(
                snapshots,
                new TopicEnds(feeds, snapshots),
                Clock.systemUTC(),
                zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone.strip()),
                patience);
    }

    @Bean
    Rebuild rebuild(
            Sources sources,
            Runs runs,
            MongoClient client,
            ReportingFacts facts,
            MeterRegistry metrics,
            Environment environment) {
        var rebuild = new Rebuild(sources, runs, client, facts, KafkaConnection.settings(environment));
        Gauge.builder("incharge.rebuild.progress", rebuild, Rebuild::progress)
                .description("Share of the events that the rebuilds of this process have taken in, from 0 to 1;"
                        + " 1 when none is running")
                .register(metrics);
        return rebuild;
    }

    @Bean(initMethod = "begin")
    InitialCatchUp initialCatchUp(Feeds feeds, Sources sources, Snapshots snapshots) {
        return new InitialCatchUp(feeds, sources, snapshots);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> outdatedSources(Rebuild rebuild) {
        return _ -> rebuild.beginWhereOutdated();
    }

    /** Refuses callers whose employee left, before their levels are checked. */
    @Bean
    WebMvcConfigurer employeesWhoLeft(AsOf asOf, Callers callers) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new HandlerInterceptor() {
                            @Override
                            public boolean preHandle(
                                    HttpServletRequest request, HttpServletResponse response, Object handler) {
                                AsOf.employee(asOf.now(), callers.caller());
                                return true;
                            }
                        })
                        .order(EMPLOYEES)
                        .addPathPatterns("/api/**");
            }
        };
    }

    /** Contributes to the readiness. */
    @Bean
    HealthIndicator completeHealthIndicator(InitialCatchUp catchUp, Snapshots snapshots) {
        return () -> catchUp.reached() && snapshots.shortage().isEmpty()
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("reason", snapshots.shortage().orElse("not everything is here yet"))
                        .build();
    }

    @Bean
    PositionSource snapshotPositions(Snapshots snapshots) {
        return new PositionSource() {
            @Override
            public Map<String, Long> positions() {
                return snapshots.positions().bySource();
            }

            @Override
            public boolean await(Map<String, Long> min, Duration max) throws InterruptedException {
                var bySource = new EnumMap<Source, Long>(Source.class);
                for (Source source : Source.values()) {
                    if (min.containsKey(source.shortName())) {
                        bySource.put(source, min.get(source.shortName()));
                    }
                }
                return snapshots.await(bySource, max);
            }
        };
    }
}

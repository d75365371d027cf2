package incharge.reporting;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import incharge.feed.FactHandler;
import incharge.feed.Feeds;
import incharge.http.Callers;
import incharge.http.PositionSource;
import incharge.reporting.answers.Moments;
import incharge.reporting.facts.KnownFacts;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.versions.Rebuild;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.Sources;
import incharge.reporting.versions.VersionsFeed;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts together: the feed writes versions, the snapshot follows them, the views answer from it. */
@Configuration(proxyBeanMethods = false)
class ReportingConfiguration {

    /** Before the levels: who left has none. */
    private static final int EMPLOYEES = -20;

    @Bean
    Sources sources(MongoDatabase database) {
        var sources = new Sources(database);
        sources.prepare();
        return sources;
    }

    @Bean
    KnownFacts knownFacts(MeterRegistry metrics) {
        return new KnownFacts(metrics);
    }

    @Bean(initMethod = "start")
    Snapshots snapshots(Sources sources) {
        return new Snapshots(sources);
    }

    @Bean
    FactHandler versions(Sources sources, KnownFacts known, Snapshots snapshots) {
        return new VersionsFeed(sources, known, snapshots::written);
    }

    @Bean
    Moments moments(Snapshots snapshots, Feeds feeds, @Value("${INCHARGE_TIME_ZONE:}") String zone) {
        return new Moments(
                snapshots,
                new TopicEnds(feeds, snapshots),
                Clock.systemUTC(),
                zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone.strip()));
    }

    @Bean
    Rebuild rebuild(
            Sources sources,
            MongoClient client,
            KnownFacts known,
            @Value("${INCHARGE_KAFKA_BOOTSTRAP:127.0.0.1:9092}") String bootstrap) {
        return new Rebuild(sources, client, known, bootstrap);
    }

    @Bean(initMethod = "begin")
    Completion completion(Feeds feeds, Sources sources, Snapshots snapshots) {
        return new Completion(feeds, sources, snapshots);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> outdatedSources(Rebuild rebuild) {
        return _ -> rebuild.beginWhereOutdated();
    }

    /** Turns away whose employee left, before it is asked what they may do. */
    @Bean
    WebMvcConfigurer employeesWhoLeft(Moments moments, Callers callers) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new HandlerInterceptor() {
                            @Override
                            public boolean preHandle(
                                    HttpServletRequest request, HttpServletResponse response, Object handler) {
                                Moments.employee(moments.now(), callers.caller());
                                return true;
                            }
                        })
                        .order(EMPLOYEES)
                        .addPathPatterns("/api/**", "/actuator/rebuild/**");
            }
        };
    }

    /** Part of the readiness. */
    @Bean
    HealthIndicator completeHealthIndicator(Completion completion) {
        return () -> completion.reached()
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("reason", "not everything is here yet")
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
                for (var source : Source.values()) {
                    if (min.containsKey(source.shortName())) {
                        bySource.put(source, min.get(source.shortName()));
                    }
                }
                return snapshots.await(bySource, max);
            }
        };
    }
}

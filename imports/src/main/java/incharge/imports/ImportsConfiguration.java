package incharge.imports;

import com.mongodb.client.MongoDatabase;
import incharge.eventstore.erasure.ErasureAnswers;
import incharge.eventstore.http.ResourceAnswers;
import incharge.visibility.Actor;
import incharge.visibility.CallerVisibilities;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/** Gives a service that has an {@link ImportKind} its imports, kept in its own {@link MongoDatabase}. */
@AutoConfiguration
@ConditionalOnBean(ImportKind.class)
@EnableConfigurationProperties(ImportSettings.class)
class ImportsConfiguration {

    @Bean
    Imports imports(MongoDatabase database, ImportSettings settings) {
        return new Imports(database, settings);
    }

    @Bean
    ImportedTexts importedTexts(MongoDatabase database) {
        return new ImportedTexts(database);
    }

    @Bean
    ImportRunner importRunner(
            Imports imports,
            ImportedTexts texts,
            ObjectProvider<ErasureAnswers<?>> erasures,
            List<ImportKind> kinds,
            ImportSettings settings,
            ObjectProvider<MeterRegistry> metrics) {
        List<ErasureAnswers<?>> answers = erasures.stream().toList();
        Runnable pending = () -> {
            texts.deletePending();
            answers.forEach(ErasureAnswers::answerWaiting);
        };
        var runner = new ImportRunner(imports, pending, kinds, settings);
        MeterRegistry registry = metrics.getIfAvailable(SimpleMeterRegistry::new);
        Gauge.builder("incharge.imports.running", runner, ImportRunner::running)
                .description("Imports and undos of imports that this process runs")
                .register(registry);
        TimeGauge.builder(
                        "incharge.imports.stalled",
                        runner,
                        TimeUnit.NANOSECONDS,
                        each -> each.stalled().toNanos())
                .description("For how long that import of this process which waits longest has not come further")
                .register(registry);
        return runner;
    }

    @Bean
    ImportAccess importAccess(
            Imports imports, List<ImportKind> kinds, ObjectProvider<CallerVisibilities> visibilities) {
        return new ImportAccess(
                imports,
                kinds,
                caller -> visibilities.stream()
                        .anyMatch(visibility ->
                                visibility.of(caller, Instant.EPOCH).restricted()),
                users -> visibilities.stream()
                        .map(visibility -> visibility.actors(users))
                        .findFirst()
                        .orElseGet(() -> withoutEmployees(users)));
    }

    private static Map<String, Actor> withoutEmployees(Collection<String> users) {
        return users.stream().collect(Collectors.toMap(user -> user, user -> new Actor(user, null, null)));
    }

    @Bean
    ImportController importController(
            Imports imports,
            ImportRunner runner,
            ImportSettings settings,
            ImportAccess access,
            ResourceAnswers answers) {
        return new ImportController(imports, runner, settings, access, answers);
    }

    @Bean
    ImportListController importListController(Imports imports, ImportAccess access) {
        return new ImportListController(imports, access);
    }

    @Bean
    ImportRowsController importRowsController(Imports imports, ImportAccess access) {
        return new ImportRowsController(imports, access);
    }

    /** Runs imports only between the start and the stop of everything that deciding needs. */
    @Bean
    SmartLifecycle importLifecycle(ImportRunner runner) {
        return new SmartLifecycle() {
            private volatile boolean running;

            @Override
            public void start() {
                runner.start();
                running = true;
            }

            @Override
            public void stop() {
                runner.close();
                running = false;
            }

            @Override
            public boolean isRunning() {
                return running;
            }
        };
    }
}

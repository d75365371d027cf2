package incharge.imports;

import com.mongodb.client.MongoDatabase;
import incharge.eventstore.http.ResourceAnswers;
import incharge.visibility.CallerVisibilities;
import java.time.Instant;
import java.util.List;
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
        return new Imports(database, settings.lease());
    }

    @Bean
    ImportRunner importRunner(Imports imports, List<ImportKind> kinds, ImportSettings settings) {
        return new ImportRunner(imports, kinds, settings);
    }

    @Bean
    ImportController importController(
            Imports imports,
            ImportRunner runner,
            List<ImportKind> kinds,
            ImportSettings settings,
            ResourceAnswers answers,
            ObjectProvider<CallerVisibilities> visibilities) {
        return new ImportController(
                imports,
                runner,
                settings,
                kinds,
                answers,
                caller -> visibilities.stream()
                        .anyMatch(visibility ->
                                visibility.of(caller, Instant.EPOCH).restricted()));
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

package incharge.eventstore.boot;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import incharge.eventstore.axon.AxonCustomizer;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Vocabulary;
import incharge.eventstore.log.EventLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** Opens log and store of a service with a {@link Vocabulary}, in the database {@code spring.mongodb.database}. */
@AutoConfiguration(after = MongoAutoConfiguration.class)
@ConditionalOnBean({Vocabulary.class, MongoClient.class})
public class EventStoreConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MongoDatabase mongoDatabase(MongoClient client, @Value("${spring.mongodb.database}") String name) {
        return client.getDatabase(name);
    }

    @Bean(destroyMethod = "close")
    EventLog eventLog(
            MongoDatabase database,
            ObjectProvider<MeterRegistry> metrics,
            @Value("${INCHARGE_DEMO_CLOCK:}") String demoClock) {
        return EventLog.open(
                database,
                demoClock.isBlank() ? InstantSource.system() : new DemoClock(Path.of(demoClock)),
                metrics.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean(destroyMethod = "close")
    <E> EventStore<E> eventStore(Vocabulary<E> vocabulary, EventLog log, ObjectProvider<AxonCustomizer> customizers) {
        EventStore<E> store = new EventStore<>(
                vocabulary,
                log,
                JsonMapper.builder().build(),
                customizers.stream().toArray(AxonCustomizer[]::new));
        store.renewTags();
        return store;
    }
}

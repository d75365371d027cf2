package incharge.eventstore.boot;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import incharge.eventstore.axon.AxonCustomizer;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Vocabulary;
import incharge.eventstore.keys.KeyStore;
import incharge.eventstore.keys.MasterKey;
import incharge.eventstore.keys.WrongMasterKey;
import incharge.eventstore.log.EventLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens log and store of a service with a {@link Vocabulary}, in the database {@code spring.mongodb.database}. The keys
 * of the persons in its events lie in a database beside it, whose name ends with {@code -keys}.
 */
@AutoConfiguration(after = MongoAutoConfiguration.class)
@ConditionalOnBean({Vocabulary.class, MongoClient.class})
public class EventStoreConfiguration {
    private static final Logger LOGGER = System.getLogger(EventStoreConfiguration.class.getName());

    @Bean
    @ConditionalOnMissingBean
    MongoDatabase mongoDatabase(MongoClient client, @Value("${spring.mongodb.database}") String name) {
        return client.getDatabase(name);
    }

    @Bean(destroyMethod = "close")
    EventLog eventLog(
            Vocabulary<?> vocabulary,
            MongoClient client,
            MongoDatabase database,
            Environment environment,
            ObjectProvider<MeterRegistry> metrics,
            @Value("${INCHARGE_DEMO_CLOCK:}") String demoClock) {
        if (environment.getProperty("INCHARGE_SEAL_LOG", Boolean.class, false) && vocabulary.hasPersons()) {
            long events = EventStore.seal(database, vocabulary, keys(client, database, environment), json());
            LOGGER.log(
                    Level.INFO,
                    events == 0
                            ? "The log holds no texts about persons in clear and stays as it is"
                            : "The log was written anew, {0} events: texts about persons are sealed now",
                    events);
        }
        return EventLog.open(
                database,
                demoClock.isBlank() ? InstantSource.system() : new DemoClock(Path.of(demoClock)),
                metrics.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean(destroyMethod = "close")
    <E> EventStore<E> eventStore(
            Vocabulary<E> vocabulary,
            EventLog log,
            MongoClient client,
            MongoDatabase database,
            Environment environment,
            ObjectProvider<AxonCustomizer> customizers) {
        EventStore<E> store = new EventStore<>(
                vocabulary,
                log,
                vocabulary.hasPersons() ? keys(client, database, environment) : null,
                json(),
                customizers.stream().toArray(AxonCustomizer[]::new));
        store.renewTags();
        return store;
    }

    private static JsonMapper json() {
        return JsonMapper.builder().build();
    }

    private static KeyStore keys(MongoClient client, MongoDatabase ofLog, Environment environment) {
        MongoDatabase database = client.getDatabase(ofLog.getName() + "-keys");
        MasterKey master = MasterKey.of(environment)
                .orElseThrow(() -> new WrongMasterKey(
                        "INCHARGE_MASTER_KEY is not set, and neither is INCHARGE_MASTER_KEY_FILE. It wraps the keys of"
                                + " persons in the database " + database.getName()
                                + ": 32 bytes in base64, as openssl rand -base64 32 prints them."));
        return KeyStore.open(database, ofLog, master);
    }
}

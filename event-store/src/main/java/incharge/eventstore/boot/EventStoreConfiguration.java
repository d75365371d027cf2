package incharge.eventstore.boot;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Vocabulary;
import incharge.eventstore.log.EventLog;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service's database ({@code incharge.database} at {@code INCHARGE_MONGODB_URI}) and, for a service that has a
 * {@link Vocabulary}, its log and its store.
 */
@AutoConfiguration
@ConditionalOnProperty("incharge.database")
public class EventStoreConfiguration {

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    MongoClient mongoClient(
            @Value("${INCHARGE_MONGODB_URI:mongodb://127.0.0.1:27017/?replicaSet=rs0}") String uri,
            @Value("${spring.application.name}") String name) {
        return MongoClients.create(MongoClientSettings.builder()
                .applicationName(name)
                .applyConnectionString(new ConnectionString(uri))
                .build());
    }

    @Bean
    @ConditionalOnMissingBean
    MongoDatabase mongoDatabase(MongoClient client, @Value("${incharge.database}") String name) {
        return client.getDatabase(name);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnBean(Vocabulary.class)
    EventLog eventLog(MongoDatabase database) {
        return EventLog.open(database);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnBean(Vocabulary.class)
    <E> EventStore<E> eventStore(Vocabulary<E> vocabulary, EventLog log) {
        return new EventStore<>(vocabulary, log, JsonMapper.builder().build());
    }
}

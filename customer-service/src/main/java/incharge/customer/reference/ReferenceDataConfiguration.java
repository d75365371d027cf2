package incharge.customer.reference;

import com.mongodb.client.MongoDatabase;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.ErasureCompleted;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.erasure.ErasureAnswers;
import incharge.eventstore.erasure.PersonTexts;
import incharge.feed.CatchUp;
import incharge.feed.Feeds;
import incharge.feed.KeyRing;
import incharge.visibility.VisibilityProjection;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReferenceDataConfiguration {

    @Bean
    VisibilityProjection visibilityProjection(MongoDatabase database, KeyRing keys) {
        return new VisibilityProjection(database, keys);
    }

    @Bean
    ReferenceProjection referenceProjection(MongoDatabase database) {
        return new ReferenceProjection(database);
    }

    @Bean
    CustomerProjection customerProjection(MongoDatabase database, KeyRing keys) {
        return new CustomerProjection(database, keys);
    }

    @Bean
    CustomerChoices customerChoices(CustomerProjection projection, Feeds feeds, CatchUp catchUp) {
        return new CustomerChoices(projection, feeds, catchUp);
    }

    @Bean
    ErasureAnswers<CustomersEvent> erasureAnswers(
            EventStore<CustomersEvent> store, MongoDatabase database, List<PersonTexts> texts) {
        return new ErasureAnswers<>(
                store,
                database,
                Set.of(CustomersLog.VOCABULARY.name(), ForeignFact.RESPONSIBILITIES),
                ErasureCompleted::new,
                texts);
    }

    @Bean
    ReferenceData referenceData(ReferenceProjection projection, CatchUp catchUp) {
        return new ReferenceData(projection, catchUp);
    }
}

package incharge.grouping;

import com.mongodb.client.MongoDatabase;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Vocabulary;
import incharge.feed.CatchUp;
import incharge.feed.FactHandler;
import incharge.visibility.VisibilityProjection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Puts the parts of grouping-service together. */
@Configuration(proxyBeanMethods = false)
class GroupingServiceConfiguration {

    @Bean
    Vocabulary<GroupingEvent> vocabulary() {
        return GroupingBoundary.VOCABULARY;
    }

    @Bean
    KnownProjection knownProjection(EventStore<GroupingEvent> store, MongoDatabase database) {
        return new KnownProjection(new GroupingRequests(store), database);
    }

    @Bean
    VisibilityProjection sightProjection(MongoDatabase database) {
        return new VisibilityProjection(database);
    }

    @Bean
    @Primary // the one that is fed
    FactHandler heard(VisibilityProjection sight, KnownProjection known) {
        return sight.beside(known, GroupingBoundary.VOCABULARY.name());
    }

    @Bean
    Known known(KnownProjection projection, CatchUp knowledge) {
        return new Known(projection, knowledge);
    }

    @Bean
    MembershipChanges membershipChanges(EventStore<GroupingEvent> store, Known known) {
        return new MembershipChanges(store, known);
    }
}

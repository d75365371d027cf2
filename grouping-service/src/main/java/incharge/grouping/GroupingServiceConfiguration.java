package incharge.grouping;

import com.mongodb.client.MongoDatabase;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Vocabulary;
import incharge.eventstore.feed.Feeds;
import incharge.eventstore.feed.Knowledge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the parts of grouping-service together. */
@Configuration(proxyBeanMethods = false)
class GroupingServiceConfiguration {

    @Bean
    Vocabulary<GroupingEvent> vocabulary() {
        return GroupingBoundary.VOCABULARY;
    }

    @Bean
    KnownProjection knownProjection(EventStore<GroupingEvent> store, MongoDatabase database) {
        return new KnownProjection(store, database);
    }

    @Bean
    Known known(KnownProjection projection, Feeds feeds) {
        return new Known(projection, new Knowledge(feeds));
    }

    @Bean
    MembershipChanges membershipChanges(EventStore<GroupingEvent> store, Known known) {
        return new MembershipChanges(store, known);
    }
}

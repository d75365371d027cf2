package incharge.grouping;

import com.mongodb.client.MongoDatabase;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Vocabulary;
import incharge.feed.CatchUp;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.membership.GroupingRequests;
import incharge.grouping.membership.MembershipChanges;
import incharge.grouping.reference.ReferenceData;
import incharge.grouping.reference.ReferenceProjection;
import incharge.visibility.VisibilityProjection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the parts of grouping-service together. */
@Configuration(proxyBeanMethods = false)
class GroupingServiceConfiguration {

    @Bean
    Vocabulary<GroupingsEvent> vocabulary() {
        return GroupingsLog.VOCABULARY;
    }

    @Bean
    VisibilityProjection visibilityProjection(MongoDatabase database) {
        return new VisibilityProjection(database);
    }

    @Bean
    ReferenceProjection referenceProjection(MongoDatabase database) {
        return new ReferenceProjection(database);
    }

    @Bean
    GroupingRequests groupingRequests(EventStore<GroupingsEvent> store) {
        return new GroupingRequests(store);
    }

    @Bean
    ReferenceData referenceData(ReferenceProjection projection, CatchUp catchUp) {
        return new ReferenceData(projection, catchUp);
    }

    @Bean
    MembershipChanges membershipChanges(EventStore<GroupingsEvent> store, ReferenceData referenceData) {
        return new MembershipChanges(store, referenceData);
    }
}

package incharge.grouping;

import com.mongodb.client.MongoDatabase;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Vocabulary;
import incharge.eventstore.erasure.ErasureAnswers;
import incharge.feed.CatchUp;
import incharge.feed.Feeds;
import incharge.feed.KeyRing;
import incharge.grouping.event.ErasureCompleted;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.membership.CategoryVisibility;
import incharge.grouping.membership.Effects;
import incharge.grouping.membership.GroupingRequests;
import incharge.grouping.membership.MembershipChanges;
import incharge.grouping.membership.Restoration;
import incharge.grouping.reference.ForeignFact;
import incharge.grouping.reference.ReferenceData;
import incharge.grouping.reference.ReferenceProjection;
import incharge.grouping.settings.NewWorkspace;
import incharge.grouping.settings.UncategorisedCustomers;
import incharge.visibility.VisibilityProjection;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
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
    VisibilityProjection visibilityProjection(MongoDatabase database, KeyRing keys) {
        return new VisibilityProjection(database, keys);
    }

    @Bean
    ReferenceProjection referenceProjection(MongoDatabase database, KeyRing keys) {
        return new ReferenceProjection(database, keys);
    }

    /** Gives a new workspace what it begins with before anything is consumed or answered. */
    @Bean(initMethod = "begin")
    NewWorkspace newWorkspace(EventStore<GroupingsEvent> store) {
        return new NewWorkspace(store);
    }

    @Bean
    ZoneId timeZone(@Value("${INCHARGE_TIME_ZONE:}") String zone) {
        return zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone);
    }

    @Bean
    GroupingRequests groupingRequests(EventStore<GroupingsEvent> store) {
        return new GroupingRequests(store);
    }

    @Bean
    ErasureAnswers<GroupingsEvent> erasureAnswers(EventStore<GroupingsEvent> store, MongoDatabase database) {
        return new ErasureAnswers<>(
                store,
                database,
                Set.of(ForeignFact.CUSTOMERS, ForeignFact.RESPONSIBILITIES),
                ErasureCompleted::new,
                List.of());
    }

    @Bean
    ReferenceData referenceData(ReferenceProjection projection, CatchUp catchUp) {
        return new ReferenceData(projection, catchUp);
    }

    @Bean
    MembershipChanges membershipChanges(EventStore<GroupingsEvent> store, ReferenceData referenceData) {
        return new MembershipChanges(store, referenceData);
    }

    @Bean
    Effects effects(EventStore<GroupingsEvent> store, ReferenceData referenceData, CategoryVisibility categories) {
        return new Effects(store, referenceData, categories);
    }

    @Bean
    CategoryVisibility categoryVisibility(EventStore<GroupingsEvent> store) {
        return new CategoryVisibility(store);
    }

    @Bean
    Restoration restoration(EventStore<GroupingsEvent> store, Effects effects) {
        return new Restoration(store, effects);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    UncategorisedCustomers uncategorisedCustomers(
            EventStore<GroupingsEvent> store,
            ReferenceProjection projection,
            Feeds feeds,
            CatchUp catchUp,
            @Value("${incharge.placing-interval:500ms}") Duration interval) {
        return new UncategorisedCustomers(store, projection, feeds, catchUp, interval);
    }
}

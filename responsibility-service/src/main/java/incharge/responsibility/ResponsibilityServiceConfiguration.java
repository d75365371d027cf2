package incharge.responsibility;

import com.mongodb.client.MongoDatabase;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Vocabulary;
import incharge.feed.CatchUp;
import incharge.feed.FactHandler;
import incharge.visibility.CallerVisibilities;
import incharge.visibility.VisibilityProjection;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Puts the parts of responsibility-service together. */
@Configuration(proxyBeanMethods = false)
class ResponsibilityServiceConfiguration {

    @Bean
    Vocabulary<ResponsibilitiesEvent> vocabulary() {
        return ResponsibilityBoundary.VOCABULARY;
    }

    /** Tells which day it is where the company is. */
    @Bean
    Clock clock(@Value("${INCHARGE_TIME_ZONE:}") String zone) {
        return Clock.system(zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone));
    }

    @Bean
    KnownProjection knownProjection(EventStore<ResponsibilitiesEvent> store, Clock clock, MongoDatabase database) {
        return new KnownProjection(new AssigneeRequests(store, clock.getZone()), database);
    }

    @Bean
    VisibilityProjection sightProjection(MongoDatabase database) {
        return new VisibilityProjection(database);
    }

    @Bean
    @Primary // the one that is fed
    FactHandler heard(VisibilityProjection sight, KnownProjection known) {
        return sight.beside(known, ResponsibilityBoundary.VOCABULARY.name());
    }

    @Bean
    Known known(KnownProjection projection, CatchUp knowledge) {
        return new Known(projection, knowledge);
    }

    @Bean
    EmployeeImport employeeImport(EventStore<ResponsibilitiesEvent> store) {
        return new EmployeeImport(store);
    }

    @Bean
    ResponsibilityImport responsibilityImport(
            EventStore<ResponsibilitiesEvent> store, Known known, CallerVisibilities sights) {
        return new ResponsibilityImport(store, known, sights);
    }
}

package incharge.responsibility;

import com.mongodb.client.MongoDatabase;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Vocabulary;
import incharge.feed.CatchUp;
import incharge.feed.FactHandler;
import incharge.responsibility.employee.EmployeeImport;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilitiesLog;
import incharge.responsibility.reference.ReferenceData;
import incharge.responsibility.reference.ReferenceDataProjection;
import incharge.responsibility.responsibility.AssigneeRequests;
import incharge.responsibility.responsibility.ResponsibilityImport;
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
        return ResponsibilitiesLog.VOCABULARY;
    }

    /** Tells which day it is where the company is. */
    @Bean
    Clock clock(@Value("${INCHARGE_TIME_ZONE:}") String zone) {
        return Clock.system(zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone));
    }

    @Bean
    ReferenceDataProjection referenceDataProjection(
            EventStore<ResponsibilitiesEvent> store, Clock clock, MongoDatabase database) {
        return new ReferenceDataProjection(new AssigneeRequests(store, clock.getZone()), database);
    }

    @Bean
    VisibilityProjection visibilityProjection(MongoDatabase database) {
        return new VisibilityProjection(database);
    }

    @Bean
    @Primary // the one that is fed
    FactHandler facts(VisibilityProjection visibility, ReferenceDataProjection referenceData) {
        return visibility.beside(referenceData, ResponsibilitiesLog.VOCABULARY.name());
    }

    @Bean
    ReferenceData referenceData(ReferenceDataProjection projection, CatchUp catchUp) {
        return new ReferenceData(projection, catchUp);
    }

    @Bean
    EmployeeImport employeeImport(EventStore<ResponsibilitiesEvent> store) {
        return new EmployeeImport(store);
    }

    @Bean
    ResponsibilityImport responsibilityImport(
            EventStore<ResponsibilitiesEvent> store, ReferenceData referenceData, CallerVisibilities visibilities) {
        return new ResponsibilityImport(store, referenceData, visibilities);
    }
}

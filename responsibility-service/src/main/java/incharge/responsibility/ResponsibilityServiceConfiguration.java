package incharge.responsibility;

import com.mongodb.client.MongoDatabase;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Vocabulary;
import incharge.eventstore.erasure.ErasureAnswers;
import incharge.eventstore.erasure.PersonTexts;
import incharge.feed.CatchUp;
import incharge.feed.KeyRing;
import incharge.responsibility.employee.EmployeeImport;
import incharge.responsibility.event.ErasureCompleted;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilitiesLog;
import incharge.responsibility.reference.ForeignFact;
import incharge.responsibility.reference.ReferenceData;
import incharge.responsibility.reference.ReferenceProjection;
import incharge.responsibility.responsibility.AssigneeRequests;
import incharge.responsibility.responsibility.ResponsibilityImport;
import incharge.visibility.CallerVisibilities;
import incharge.visibility.VisibilityProjection;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Assembles the parts of responsibility-service. */
@Configuration(proxyBeanMethods = false)
class ResponsibilityServiceConfiguration {

    @Bean
    Vocabulary<ResponsibilitiesEvent> vocabulary() {
        return ResponsibilitiesLog.VOCABULARY;
    }

    /** Gives the day in the time zone of the company. */
    @Bean
    Clock clock(@Value("${INCHARGE_TIME_ZONE:}") String zone) {
        return Clock.system(zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone));
    }

    @Bean
    VisibilityProjection visibilityProjection(MongoDatabase database, KeyRing keys) {
        return new VisibilityProjection(database, keys);
    }

    @Bean
    ReferenceProjection referenceProjection(MongoDatabase database) {
        return new ReferenceProjection(database);
    }

    @Bean
    AssigneeRequests assigneeRequests(
            EventStore<ResponsibilitiesEvent> store, Clock clock, ReferenceProjection projection) {
        return new AssigneeRequests(store, clock.getZone(), projection::subjects);
    }

    @Bean
    ErasureAnswers<ResponsibilitiesEvent> erasureAnswers(
            EventStore<ResponsibilitiesEvent> store, MongoDatabase database, List<PersonTexts> texts) {
        return new ErasureAnswers<>(
                store,
                database,
                Set.of(ForeignFact.CUSTOMERS, ResponsibilitiesLog.VOCABULARY.name()),
                ErasureCompleted::new,
                texts);
    }

    @Bean
    ReferenceData referenceData(ReferenceProjection projection, CatchUp catchUp) {
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

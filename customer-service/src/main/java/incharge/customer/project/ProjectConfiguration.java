package incharge.customer.project;

import com.mongodb.client.MongoDatabase;
import incharge.customer.customer.Customers;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.ProjectEvent.ProjectArchived;
import incharge.customer.event.ProjectEvent.ProjectChanged;
import incharge.customer.numbering.FreeNumbers;
import incharge.customer.numbering.NumberProjection;
import incharge.customer.reference.ReferenceData;
import incharge.eventstore.decider.EventStore;
import incharge.visibility.CallerVisibilities;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProjectConfiguration {

    @Bean
    FreeNumbers projectNumbers(EventStore<CustomersEvent> store, MongoDatabase database) {
        var stored = new NumberProjection(
                store.log(), database, CustomersLog.PROJECT_NUMBER, ProjectArchived.class, ProjectChanged.class);
        return new FreeNumbers(stored, ProjectBoundary::numberChange, Project.NUMBER_TAKEN).start();
    }

    @Bean
    ProjectImport projectImport(
            EventStore<CustomersEvent> store,
            FreeNumbers projectNumbers,
            CallerVisibilities visibilities,
            Customers customers,
            ReferenceData referenceData) {
        return new ProjectImport(store, projectNumbers, visibilities, customers, referenceData);
    }
}

package incharge.customer.customer;

import com.mongodb.client.MongoDatabase;
import incharge.customer.event.CustomerEvent.CustomerArchived;
import incharge.customer.event.CustomerEvent.CustomerRenumbered;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.numbering.FreeNumbers;
import incharge.customer.numbering.NumberProjection;
import incharge.customer.reference.ReferenceData;
import incharge.eventstore.decider.EventStore;
import incharge.visibility.CallerVisibilities;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CustomerConfiguration {

    @Bean
    Customers customers(EventStore<CustomersEvent> store) {
        return new Customers(store);
    }

    @Bean
    FreeNumbers customerNumbers(EventStore<CustomersEvent> store, MongoDatabase database) {
        var stored = new NumberProjection(
                store.log(), database, CustomersLog.CUSTOMER_NUMBER, CustomerArchived.class, CustomerRenumbered.class);
        return new FreeNumbers(stored, CustomerBoundary::numberChange, Customer.NUMBER_TAKEN).start();
    }

    @Bean
    CustomerImport customerImport(
            EventStore<CustomersEvent> store,
            FreeNumbers customerNumbers,
            CallerVisibilities visibilities,
            Customers customers,
            ReferenceData referenceData) {
        return new CustomerImport(store, customerNumbers, visibilities, customers, referenceData);
    }
}

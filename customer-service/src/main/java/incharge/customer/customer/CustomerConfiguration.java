package incharge.customer.customer;

import incharge.customer.event.CustomersEvent;
import incharge.customer.numbering.FreeNumbers;
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
    FreeNumbers customerNumbers(EventStore<CustomersEvent> store) {
        return FreeNumbers.of(store, CustomerBoundary.numbers(), CustomerBoundary::numberChange, Customer.NUMBER_TAKEN);
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

package incharge.customer.customfield;

import incharge.customer.event.CustomersEvent;
import incharge.eventstore.decider.EventStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CustomFieldConfiguration {

    @Bean
    FieldValues fieldValues(EventStore<CustomersEvent> store) {
        return new FieldValues(store);
    }
}

package incharge.customer;

import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.eventstore.decider.Vocabulary;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CustomerServiceConfiguration {

    @Bean
    Vocabulary<CustomersEvent> vocabulary() {
        return CustomersLog.VOCABULARY;
    }
}

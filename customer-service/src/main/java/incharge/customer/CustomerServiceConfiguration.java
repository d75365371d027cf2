package incharge.customer;

import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.eventstore.decider.Vocabulary;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CustomerServiceConfiguration {

    /** Gives the day in the time zone of the company. */
    @Bean
    Clock clock(@Value("${INCHARGE_TIME_ZONE:}") String zone) {
        return Clock.system(zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone));
    }

    @Bean
    Vocabulary<CustomersEvent> vocabulary() {
        return CustomersLog.VOCABULARY;
    }
}

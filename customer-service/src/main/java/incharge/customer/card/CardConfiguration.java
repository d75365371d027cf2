package incharge.customer.card;

import incharge.customer.event.CustomersEvent;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.http.ResourceAnswers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CardConfiguration {

    @Bean
    ThingViews.Desk desk(EventStore<CustomersEvent> store, ResourceAnswers answers) {
        return new ThingViews.Desk(store, new Places(store), answers);
    }
}

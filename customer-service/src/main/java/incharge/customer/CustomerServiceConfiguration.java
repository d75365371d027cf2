package incharge.customer;

import static incharge.customer.CustomerBoundary.VOCABULARY;

import com.mongodb.client.MongoDatabase;
import incharge.customer.CustomerEvent.CustomerRegistered;
import incharge.customer.CustomerEvent.CustomerRenumbered;
import incharge.customer.ProjectEvent.ProjectChanged;
import incharge.customer.ProjectEvent.ProjectOpened;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Vocabulary;
import incharge.feed.CatchUp;
import incharge.feed.FactHandler;
import incharge.visibility.CallerVisibilities;
import incharge.visibility.VisibilityProjection;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Puts the parts of customer-service together. */
@Configuration(proxyBeanMethods = false)
class CustomerServiceConfiguration {

    @Bean
    Vocabulary<CustomersEvent> vocabulary() {
        return VOCABULARY;
    }

    @Bean
    KnownProjection knownProjection(MongoDatabase database) {
        return new KnownProjection(database);
    }

    @Bean
    VisibilityProjection sightProjection(MongoDatabase database) {
        return new VisibilityProjection(database);
    }

    @Bean
    @Primary // the one that is fed
    FactHandler heard(VisibilityProjection sight, KnownProjection known) {
        return sight.beside(known, VOCABULARY.name());
    }

    @Bean
    Known known(KnownProjection projection, CatchUp knowledge) {
        return new Known(projection, knowledge);
    }

    @Bean
    FreeNumbers customerNumbers(EventStore<CustomersEvent> store) {
        return new FreeNumbers(
                () -> numbers(store, VOCABULARY.criteria(CustomerRegistered.class, CustomerRenumbered.class)),
                "customer-number-taken");
    }

    @Bean
    FreeNumbers projectNumbers(EventStore<CustomersEvent> store) {
        return new FreeNumbers(
                () -> numbers(store, VOCABULARY.criteria(ProjectOpened.class, ProjectChanged.class)),
                "project-number-taken");
    }

    private static Stream<String> numbers(EventStore<CustomersEvent> store, EventCriteria giving) {
        return store
                .fold(
                        ArrayList<String>::new,
                        (numbers, event) -> {
                            numbers.add(number(event));
                            return numbers;
                        },
                        giving)
                .stream();
    }

    private static String number(CustomersEvent event) {
        return switch (event) {
            case CustomerRegistered registered -> registered.number();
            case CustomerRenumbered renumbered -> renumbered.number();
            case ProjectOpened opened -> opened.number();
            case ProjectChanged changed -> changed.number();
            case CustomerEvent _, ProjectEvent _ ->
                throw new IllegalArgumentException("only events that give a number are asked for");
        };
    }

    @Bean
    CustomerImport customerImport(
            EventStore<CustomersEvent> store, FreeNumbers customerNumbers, Known known, CallerVisibilities sights) {
        return new CustomerImport(store, customerNumbers, known, sights);
    }

    @Bean
    ProjectImport projectImport(
            EventStore<CustomersEvent> store, FreeNumbers projectNumbers, Known known, CallerVisibilities sights) {
        return new ProjectImport(store, projectNumbers, known, sights);
    }
}

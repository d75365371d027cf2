package incharge.customer;

import incharge.customer.Customer.Registry;
import incharge.customer.CustomerCommand.Archive;
import incharge.customer.CustomerCommand.Change;
import incharge.customer.CustomerCommand.Register;
import incharge.customer.CustomerCommand.Restore;
import incharge.customer.CustomerCommand.Revert;
import incharge.customer.CustomerEvent.CustomerArchived;
import incharge.customer.CustomerEvent.CustomerDetailsChanged;
import incharge.customer.CustomerEvent.CustomerGroupingRequested;
import incharge.customer.CustomerEvent.CustomerGroupingWithdrawn;
import incharge.customer.CustomerEvent.CustomerRegistered;
import incharge.customer.CustomerEvent.CustomerRenamed;
import incharge.customer.CustomerEvent.CustomerRenumbered;
import incharge.customer.CustomerEvent.CustomerRestored;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Vocabulary;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * The consistency of customers: a command is decided on the customer's own events and, where it claims a number, on
 * the events that gave or freed that number. That makes numbers unique without any look-up that could be late.
 */
final class CustomerBoundary {

    static final Vocabulary<CustomersEvent> VOCABULARY = new Vocabulary<>(
            "incharge.customers", CustomersEvent.class, CustomerBoundary::tagsOfAny, CustomerBoundary::subjectOfAny);

    static final Decider<CustomerCommand, Registry, CustomersEvent> DECIDER =
            new Decider<>(() -> Registry.EMPTY, Customer::decide, Customer::evolve, CustomerBoundary::criteria);

    private CustomerBoundary() {}

    static Tag customer(UUID id) {
        return Tag.of("customer", id.toString());
    }

    static Tag number(String number) {
        return Tag.of("number", Customer.key(number));
    }

    /** The whole life of one customer. */
    static EventCriteria life(UUID id) {
        return VOCABULARY.criteria(customer(id));
    }

    /** Who holds or held a number. */
    static EventCriteria holding(String number) {
        return VOCABULARY.criteria(number(number), CustomerRegistered.class, CustomerRenumbered.class);
    }

    /** Who holds each of these numbers now, by {@link Customer#key}; a free number is absent. */
    static Map<String, UUID> holders(EventStore<CustomersEvent> store, Collection<String> numbers) {
        return holders(store, DECIDER, numbers, CustomerBoundary::holding, Registry::holders);
    }

    static <S> Map<String, UUID> holders(
            EventStore<CustomersEvent> store,
            Decider<?, S, CustomersEvent> decider,
            Collection<String> numbers,
            Function<String, EventCriteria> holding,
            Function<S, Map<String, UUID>> holders) {
        return numbers.isEmpty()
                ? Map.of()
                : holders.apply(store.current(
                                decider,
                                EventCriteria.either(
                                        numbers.stream().map(holding).toList()))
                        .state());
    }

    static EventCriteria criteria(CustomerCommand command) {
        return switch (command) {
            case Register register -> EventCriteria.either(life(register.customerId()), holding(register.number()));
            case Change change
            when change.number() != null -> EventCriteria.either(life(change.customerId()), holding(change.number()));
            case Change change -> life(change.customerId());
            case Revert revert -> life(revert.customerId());
            case Archive(var id) -> life(id);
            case Restore(var id) -> life(id);
        };
    }

    private static Set<Tag> tags(CustomerEvent event) {
        return switch (event) {
            case CustomerRegistered e -> Set.of(customer(e.customerId()), number(e.number()));
            case CustomerRenumbered e ->
                Customer.key(e.number()).equals(Customer.key(e.previousNumber()))
                        ? Set.of(customer(e.customerId()), number(e.number()))
                        : Set.of(customer(e.customerId()), number(e.number()), number(e.previousNumber()));
            case CustomerRenamed e -> Set.of(customer(e.customerId()));
            case CustomerDetailsChanged e -> Set.of(customer(e.customerId()));
            case CustomerGroupingRequested e -> Set.of(customer(e.customerId()));
            case CustomerGroupingWithdrawn e -> Set.of(customer(e.customerId()));
            case CustomerArchived e -> Set.of(customer(e.customerId()));
            case CustomerRestored e -> Set.of(customer(e.customerId()));
        };
    }

    private static Set<Tag> tagsOfAny(CustomersEvent event) {
        return switch (event) {
            case CustomerEvent e -> tags(e);
            case ProjectEvent e -> ProjectBoundary.tags(e);
        };
    }

    private static String subjectOfAny(CustomersEvent event) {
        return switch (event) {
            case CustomerEvent e -> e.customerId().toString();
            case ProjectEvent e -> e.projectId().toString();
        };
    }
}

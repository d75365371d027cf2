package incharge.customer;

import static java.util.stream.Collectors.toUnmodifiableMap;

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
import incharge.eventstore.decider.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A customer as decisions see it, and the decisions themselves.
 *
 * @param asked how often a grouping was asked for since its registration or the last withdrawal
 */
public record Customer(UUID id, String number, String name, CustomerDetails details, int asked, boolean archived) {

    /** Code of the refusal to register under an id that somebody has. */
    static final String EXISTS = "customer-exists";

    /**
     * All that a decision about one customer may look at.
     *
     * @param byId the customers within the boundary; of one that is there only because it holds or held the number in
     *     question, nothing but the number is reliable
     * @param holders who holds a number, by {@link #key}
     */
    public record Registry(Map<UUID, Customer> byId, Map<String, UUID> holders) {

        static final Registry EMPTY = new Registry(Map.of(), Map.of());

        Customer find(UUID id) {
            Customer found = byId.get(id);
            if (found == null) {
                throw unknown(id);
            }
            return found;
        }

        boolean taken(String number, UUID by) {
            UUID holder = holders.get(key(number));
            return holder != null && !holder.equals(by);
        }

        private Registry with(Customer customer) {
            return new Registry(plus(byId, customer.id(), customer), holders);
        }

        private Registry numbered(String number, UUID holder) {
            return new Registry(byId, plus(holders, key(number), holder));
        }

        private Registry freed(String number) {
            return new Registry(
                    byId,
                    holders.entrySet().stream()
                            .filter(held -> !held.getKey().equals(key(number)))
                            .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
        }

        private static <K, V> Map<K, V> plus(Map<K, V> map, K key, V value) {
            Map<K, V> more = new HashMap<>(map);
            more.put(key, value);
            return more;
        }
    }

    static Refused unknown(UUID id) {
        return Refused.unknown("customer-unknown", null, "There is no customer " + id + ".");
    }

    /** Numbers are texts and unique without regard to case. */
    static String key(String number) {
        return number.toLowerCase(Locale.ROOT);
    }

    static List<CustomerEvent> decide(CustomerCommand command, Registry registry) {
        return switch (command) {
            case Register(var id, var number, var name, var details, var grouping) -> {
                if (registry.byId().containsKey(id)) {
                    throw Refused.conflict(EXISTS, "id", "A customer with this id is registered already.");
                }
                refuseTaken(number, id, registry);
                yield List.of(CustomerRegistered.of(id, number, name, details, grouping));
            }
            case Change change -> change(registry.find(change.customerId()), change, registry);
            case Revert(var id, var name, var details, var withdrawn) -> {
                Change back = new Change(id, null, name, _ -> details, null);
                List<CustomerEvent> events = change(registry.find(id), back, registry);
                if (withdrawn != null) {
                    events.add(new CustomerGroupingWithdrawn(id, withdrawn));
                }
                yield events;
            }
            case Archive(var id) -> registry.find(id).archived() ? List.of() : List.of(new CustomerArchived(id));
            case Restore(var id) -> registry.find(id).archived() ? List.of(new CustomerRestored(id)) : List.of();
        };
    }

    private static List<CustomerEvent> change(Customer customer, Change change, Registry registry) {
        List<CustomerEvent> events = new ArrayList<>();
        if (change.number() != null && !change.number().equals(customer.number())) {
            refuseTaken(change.number(), customer.id(), registry);
            events.add(new CustomerRenumbered(customer.id(), change.number(), customer.number()));
        }
        if (change.name() != null && !change.name().equals(customer.name())) {
            events.add(new CustomerRenamed(customer.id(), change.name()));
        }
        CustomerDetails details = change.details().apply(customer.details());
        if (!details.equals(customer.details())) {
            events.add(CustomerDetailsChanged.of(customer.id(), details));
        }
        if (change.grouping() != null) {
            events.add(new CustomerGroupingRequested(customer.id(), change.grouping()));
        }
        return events;
    }

    /** The answer names nobody: it must not give away a customer that the caller may not see. */
    private static void refuseTaken(String number, UUID by, Registry registry) {
        if (registry.taken(number, by)) {
            throw Refused.conflict("customer-number-taken", "number", "The customer number " + number + " is taken.");
        }
    }

    static Registry evolve(Registry registry, CustomersEvent event) {
        return switch (event) {
            case CustomerRegistered e ->
                registry.with(new Customer(e.customerId(), e.number(), e.name(), e.details(), 0, false))
                        .numbered(e.number(), e.customerId());
            case CustomerRenumbered(var id, var number, var previous) -> {
                Registry renumbered = registry.freed(previous).numbered(number, id);
                Customer before = registry.byId().get(id);
                yield before == null
                        ? renumbered
                        : renumbered.with(new Customer(
                                id, number, before.name(), before.details(), before.asked(), before.archived()));
            }
            case CustomerRenamed(var id, var name) -> {
                Customer before = registry.byId().get(id);
                yield registry.with(
                        new Customer(id, before.number(), name, before.details(), before.asked(), before.archived()));
            }
            case CustomerDetailsChanged e -> {
                Customer before = registry.byId().get(e.customerId());
                yield registry.with(new Customer(
                        before.id(), before.number(), before.name(), e.details(), before.asked(), before.archived()));
            }
            case CustomerGroupingRequested(var id, var _) -> {
                Customer before = registry.byId().get(id);
                yield registry.with(before.asked(before.asked() + 1));
            }
            case CustomerGroupingWithdrawn(var id, var _) ->
                registry.with(registry.byId().get(id).asked(0));
            case CustomerArchived(var id) ->
                registry.with(registry.byId().get(id).archived(true));
            case CustomerRestored(var id) ->
                registry.with(registry.byId().get(id).archived(false));
            case ProjectEvent _ -> registry;
        };
    }

    private Customer archived(boolean now) {
        return new Customer(id, number, name, details, asked, now);
    }

    private Customer asked(int now) {
        return new Customer(id, number, name, details, now, archived);
    }
}

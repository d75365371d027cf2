package incharge.customer.customer;

import incharge.customer.customer.CustomerCommand.AddAddress;
import incharge.customer.customer.CustomerCommand.ArchiveCustomer;
import incharge.customer.customer.CustomerCommand.ChangeAvatar;
import incharge.customer.customer.CustomerCommand.ChangeBilling;
import incharge.customer.customer.CustomerCommand.ChangeCustomer;
import incharge.customer.customer.CustomerCommand.ChangeFieldValues;
import incharge.customer.customer.CustomerCommand.ChangeWithAddresses;
import incharge.customer.customer.CustomerCommand.EraseCustomer;
import incharge.customer.customer.CustomerCommand.ImportCustomer;
import incharge.customer.customer.CustomerCommand.RegisterCustomer;
import incharge.customer.customer.CustomerCommand.RestoreCustomer;
import incharge.customer.customer.CustomerCommand.RevertCustomer;
import incharge.customer.customer.CustomerCommand.WithdrawCustomer;
import incharge.customer.event.Address;
import incharge.customer.event.Billing;
import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerEvent;
import incharge.customer.event.CustomerEvent.CustomerArchived;
import incharge.customer.event.CustomerEvent.CustomerAvatarChanged;
import incharge.customer.event.CustomerEvent.CustomerBillingChanged;
import incharge.customer.event.CustomerEvent.CustomerDetailsChanged;
import incharge.customer.event.CustomerEvent.CustomerFieldsChanged;
import incharge.customer.event.CustomerEvent.CustomerGroupingRequested;
import incharge.customer.event.CustomerEvent.CustomerGroupingWithdrawn;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomerEvent.CustomerRenamed;
import incharge.customer.event.CustomerEvent.CustomerRenumbered;
import incharge.customer.event.CustomerEvent.CustomerRestored;
import incharge.customer.event.CustomerKind;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.PersonErased;
import incharge.customer.event.Place;
import incharge.customer.numbering.NumberClaim;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A customer as decisions see it, and the decisions themselves.
 *
 * @param fieldValues the values of custom fields by the ids of these, also of fields that are removed
 * @param avatar the file of its picture; null for none
 * @param requests number of requests for a grouping since its registration or the last withdrawal
 * @param name null if it is an erased person
 * @param mergedInto the customer that it is merged into, null for none; then it is archived
 * @param numbered whether it holds its number; an archived customer may have given it back
 * @param erasureRecorded whether the log has the erasure of the person
 */
public record Customer(
        UUID id,
        CustomerKind kind,
        String number,
        String name,
        CustomerDetails details,
        Billing billing,
        Map<UUID, Object> fieldValues,
        UUID avatar,
        int requests,
        boolean archived,
        UUID mergedInto,
        boolean numbered,
        boolean erasureRecorded) {

    /** Code of the refusal to register a customer under an id that a customer has. */
    static final String EXISTS = "customer-exists";

    /** Code of the refusal of a number that another customer holds. */
    static final String NUMBER_TAKEN = "customer-number-taken";

    /** Code of the refusal of a customer without a category while each must be in one. */
    static final String CATEGORY_REQUIRED = "category-required";

    static final String CATEGORY_MISSING = "Each customer must be in a category, and none is proposed for this one.";

    static Customer registered(UUID id, CustomerKind kind, String number, String name, CustomerDetails details) {
        return new Customer(id, kind, number, name, details, Billing.NONE, Map.of(), null, 0, false, null, true, false);
    }

    /** Also where the key of the texts is gone and the log was restored from a time before. */
    public boolean erased() {
        return name == null;
    }

    /** @param field what names the category */
    static Refused withoutCategory(String field) {
        return Refused.rule(CATEGORY_REQUIRED, field, CATEGORY_MISSING);
    }

    public static Refused unknown(UUID id) {
        return Refused.unknown("customer-unknown", null, "There is no customer " + id + ".");
    }

    static List<? extends CustomersEvent> decide(CustomerCommand command, CustomerRegistry registry) {
        return switch (command) {
            case RegisterCustomer(var id, var kind, var claim, var name, var details, var grouping) -> {
                if (registry.byId().containsKey(id)) {
                    throw Refused.conflict(EXISTS, "id", "A customer with this id is registered already.");
                }
                refuseTaken(claim, id, registry);
                yield List.of(new CustomerRegistered(id, claim.number(), name, details, grouping, kind.inEvent()));
            }
            case ChangeCustomer change -> change(registry.get(change.customerId()), change, registry);
            case ChangeWithAddresses(var change, var addresses) ->
                change(registry.get(change.customerId()), change, addresses, registry);
            case AddAddress add -> addAddress(registry.get(add.customerId()), add, registry);
            case ChangeBilling change -> changeBilling(registry.get(change.customerId()), change, registry);
            case ChangeFieldValues change -> changeFieldValues(registry.get(change.customerId()), change);
            case ChangeAvatar change -> changeAvatar(registry.get(change.customerId()), change.fileId());
            case EraseCustomer(var id) -> erase(registry.get(id));
            case RevertCustomer revert -> revert(registry.get(revert.customerId()), revert, registry);
            case ImportCustomer(var change) -> {
                Customer customer = registry.get(change.customerId());
                if (customer.archived()) {
                    throw Refused.rule(
                            "customer-archived",
                            "number",
                            "The customer " + customer.number() + " is archived; restore it first.");
                }
                yield change(customer, change, registry);
            }
            case ArchiveCustomer(var id) ->
                registry.get(id).archived() ? List.of() : List.of(new CustomerArchived(id, null));
            case WithdrawCustomer(var id) -> {
                Customer customer = registry.get(id);
                yield customer.archived() ? List.of() : List.of(new CustomerArchived(id, customer.number()));
            }
            case RestoreCustomer restore -> restore(registry.get(restore.customerId()), restore, registry);
        };
    }

    private static List<CustomersEvent> addAddress(Customer customer, AddAddress add, CustomerRegistry registry) {
        if (customer.archived()) {
            throw nothingAdded();
        }
        return change(
                customer,
                ChangeCustomer.nothing(customer.id()),
                all -> all.with(add.addressId(), add.address()),
                registry);
    }

    private static Refused nothingAdded() {
        return Refused.rule("customer-archived", null, "Nothing is added to an archived customer.");
    }

    private static List<CustomerFieldsChanged> changeFieldValues(Customer customer, ChangeFieldValues change) {
        Map<UUID, Object> after = change.values().apply(customer.fieldValues());
        return after.equals(customer.fieldValues())
                ? List.of()
                : List.of(new CustomerFieldsChanged(
                        customer.id(), customer.place().personId(), after));
    }

    /** @param file null to remove the picture */
    private static List<CustomerAvatarChanged> changeAvatar(Customer customer, UUID file) {
        if (file == null && customer.avatar() == null) {
            throw Refused.unknown("not-found", null, "The customer has no picture.");
        }
        if (file != null && customer.archived()) {
            throw nothingAdded();
        }
        if (file != null && customer.erased()) {
            throw erased(null);
        }
        return List.of(new CustomerAvatarChanged(customer.id(), file));
    }

    private static List<CustomerBillingChanged> changeBilling(
            Customer customer, ChangeBilling change, CustomerRegistry registry) {
        UUID address = change.addressId();
        if (address != null && registry.addresses(customer.id()).find(address) == null) {
            throw Refused.rule("address-unknown", "billing.addressId", "The customer has no address " + address + ".");
        }
        Billing after = change.billing().apply(customer.billing());
        return after.equals(customer.billing())
                ? List.of()
                : List.of(new CustomerBillingChanged(
                        customer.id(), customer.place().personId(), after));
    }

    /** A person is erased whether or not it is archived; what else is known of it stays. */
    private static List<PersonErased> erase(Customer customer) {
        if (customer.kind != CustomerKind.PERSON) {
            throw Refused.rule("not-a-person", null, "The customer is a company; only a person is erased.");
        }
        return customer.erasureRecorded ? List.of() : List.of(PersonErased.ofCustomer(customer.id));
    }

    private static List<CustomerEvent> restore(Customer customer, RestoreCustomer restore, CustomerRegistry registry) {
        if (customer.mergedInto() != null) {
            throw Refused.rule(
                    "customer-merged", null, "The customer is merged into another one; undo the merge to restore it.");
        }
        if (!customer.archived()) {
            return List.of();
        }
        var events = new ArrayList<CustomerEvent>();
        events.add(new CustomerRestored(customer.id(), claimed(customer, restore.number(), registry)));
        if (restore.grouping() != null) {
            events.add(new CustomerGroupingRequested(customer.id(), restore.grouping(), null));
        }
        return events;
    }

    /** Returns the number that a restored customer gets again, null if it has its number. */
    private static String claimed(Customer customer, String number, CustomerRegistry registry) {
        if (customer.numbered()) {
            return null;
        }
        if (!customer.number().equals(number)) {
            throw Refused.conflict("customer-changed", "number", "The customer was changed meanwhile; try again.");
        }
        refuseTaken(NumberClaim.typed(number), customer.id(), registry);
        return number;
    }

    private static List<CustomersEvent> revert(Customer customer, RevertCustomer revert, CustomerRegistry registry) {
        CustomerDetails details = revert.details();
        if (details.address() == null
                && !registry.addresses(customer.id()).others().isEmpty()) {
            throw Undo.changedSince();
        }
        var back = new ChangeCustomer(
                customer.id(),
                null,
                null,
                revert.name(),
                now -> details.withHeadquarters(now.addressId(), now.address()),
                null,
                null);
        List<CustomersEvent> events =
                change(customer, back, all -> all.withHeadquarters(details.addressId(), details.address()), registry);
        if (revert.withdrawnCommandId() != null) {
            events.add(new CustomerGroupingWithdrawn(customer.id(), revert.withdrawnCommandId()));
        }
        return events;
    }

    private static List<CustomersEvent> change(Customer customer, ChangeCustomer change, CustomerRegistry registry) {
        return change(customer, change, UnaryOperator.identity(), registry);
    }

    private static List<CustomersEvent> change(
            Customer customer, ChangeCustomer change, UnaryOperator<Addresses> addresses, CustomerRegistry registry) {
        if (change.kind() != null && change.kind() != customer.kind()) {
            throw Refused.rule(
                    "kind-fixed",
                    "kind",
                    "A customer stays a " + customer.kind().text() + ".");
        }
        var events = new ArrayList<CustomersEvent>();
        if (change.number() != null && !change.number().equals(customer.number())) {
            refuseTaken(NumberClaim.typed(change.number()), customer.id(), registry);
            events.add(new CustomerRenumbered(customer.id(), change.number(), customer.number()));
        }
        Addresses before = registry.addresses(customer.id());
        CustomerDetails changed = change.details().apply(customer.details());
        Addresses after = addresses.apply(customer.withDetails(changed).addresses(before.others()));
        CustomerDetails details = customer.withHeadquarters(changed, after);
        if (customer.erased()) {
            refusePersonal(change.name(), details);
        }
        if (change.name() != null && !change.name().equals(customer.name())) {
            events.add(new CustomerRenamed(
                    customer.id(), change.name(), customer.kind().inEvent()));
        }
        events.addAll(before.removals(after, customer.place()));
        if (!details.equals(customer.details())) {
            events.add(new CustomerDetailsChanged(
                    customer.id(), details, customer.kind().inEvent()));
        }
        events.addAll(before.additions(after, customer.place()));
        if (change.grouping() != null) {
            events.add(new CustomerGroupingRequested(customer.id(), change.grouping(), change.movedFrom()));
        }
        return events;
    }

    /** @param others the addresses that are not the headquarters */
    Addresses addresses(Map<UUID, Address> others) {
        if (details.address() == null) {
            return new Addresses(null, null, others);
        }
        return new Addresses(details.addressId() == null ? id : details.addressId(), details.address(), others);
    }

    private CustomerDetails withHeadquarters(CustomerDetails changed, Addresses addresses) {
        UUID headquarters = addresses.headquartersId();
        return changed.withHeadquarters(id.equals(headquarters) ? null : headquarters, addresses.headquarters());
    }

    private Place place() {
        Place place = Place.beneath(id);
        return kind == CustomerKind.PERSON ? place.ofPerson(id) : place;
    }

    private static void refusePersonal(String name, CustomerDetails details) {
        refusePersonal("name", name);
        refusePersonal("email", details.email());
        refusePersonal("phone", details.phone());
        refusePersonal("address", details.address());
    }

    private static void refusePersonal(String field, Object text) {
        if (text != null) {
            throw erased(field);
        }
    }

    /** @param field the personal text that is given, null if there is none in particular */
    public static Refused erased(String field) {
        return Refused.rule("erased", field, "The customer is an erased person and gets no personal texts any more.");
    }

    /** Does not name the holder, since the caller may not be allowed to see that customer. */
    private static void refuseTaken(NumberClaim claim, UUID id, CustomerRegistry registry) {
        if (claim.fails(registry.holders(), id)) {
            throw Refused.conflict(NUMBER_TAKEN, "number", "The customer number " + claim.number() + " is taken.");
        }
    }

    Customer withNumber(String newNumber) {
        return new Customer(
                id,
                kind,
                newNumber,
                name,
                details,
                billing,
                fieldValues,
                avatar,
                requests,
                archived,
                mergedInto,
                true,
                erasureRecorded);
    }

    Customer withName(String newName) {
        return new Customer(
                id,
                kind,
                number,
                newName,
                details,
                billing,
                fieldValues,
                avatar,
                requests,
                archived,
                mergedInto,
                numbered,
                erasureRecorded);
    }

    Customer withDetails(CustomerDetails newDetails) {
        return new Customer(
                id,
                kind,
                number,
                name,
                newDetails,
                billing,
                fieldValues,
                avatar,
                requests,
                archived,
                mergedInto,
                numbered,
                erasureRecorded);
    }

    Customer withBilling(Billing newBilling) {
        return new Customer(
                id,
                kind,
                number,
                name,
                details,
                newBilling,
                fieldValues,
                avatar,
                requests,
                archived,
                mergedInto,
                numbered,
                erasureRecorded);
    }

    /** @param newValues null for those of an erased person */
    Customer withFieldValues(Map<UUID, Object> newValues) {
        return new Customer(
                id,
                kind,
                number,
                name,
                details,
                billing,
                newValues == null ? Map.of() : newValues,
                avatar,
                requests,
                archived,
                mergedInto,
                numbered,
                erasureRecorded);
    }

    /** @param newAvatar null for no picture */
    Customer withAvatar(UUID newAvatar) {
        return new Customer(
                id,
                kind,
                number,
                name,
                details,
                billing,
                fieldValues,
                newAvatar,
                requests,
                archived,
                mergedInto,
                numbered,
                erasureRecorded);
    }

    Customer withRequests(int newRequests) {
        return new Customer(
                id,
                kind,
                number,
                name,
                details,
                billing,
                fieldValues,
                avatar,
                newRequests,
                archived,
                mergedInto,
                numbered,
                erasureRecorded);
    }

    Customer archived(boolean withNumber) {
        return new Customer(
                id,
                kind,
                number,
                name,
                details,
                billing,
                fieldValues,
                avatar,
                requests,
                true,
                mergedInto,
                withNumber,
                erasureRecorded);
    }

    Customer withoutPersonal() {
        return new Customer(
                id,
                kind,
                number,
                null,
                details.withoutPersonal(),
                billing.withoutPersonal(),
                Map.of(),
                null,
                requests,
                archived,
                mergedInto,
                numbered,
                true);
    }

    Customer restored() {
        return new Customer(
                id,
                kind,
                number,
                name,
                details,
                billing,
                fieldValues,
                avatar,
                requests,
                false,
                mergedInto,
                true,
                erasureRecorded);
    }

    /** @param newTarget null for none */
    Customer withMergedInto(UUID newTarget) {
        return new Customer(
                id,
                kind,
                number,
                name,
                details,
                billing,
                fieldValues,
                avatar,
                requests,
                archived,
                newTarget,
                numbered,
                erasureRecorded);
    }
}

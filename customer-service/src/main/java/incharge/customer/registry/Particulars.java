package incharge.customer.registry;

import incharge.customer.customer.Addresses;
import incharge.customer.customer.Customer;
import incharge.customer.event.Address;
import incharge.customer.event.AddressKind;
import incharge.customer.event.CustomerDetails;
import incharge.http.Fields;
import java.util.Set;
import java.util.UUID;

/** What a registry may have of a customer too; what is not known is null. The addresses have no kind here. */
record Particulars(String name, Address visitingAddress, Address postalAddress, String email, String website) {

    static Particulars of(Customer customer, Addresses addresses) {
        return new Particulars(
                customer.name(),
                parts(addresses.ofKind(AddressKind.VISITING)),
                parts(addresses.ofKind(AddressKind.POSTAL)),
                customer.details().email(),
                customer.details().website());
    }

    private static Address parts(Address address) {
        return address == null ? null : address.withKind(null);
    }

    /** Returns the text or address of an item, null if it is not known. */
    Object get(Item item) {
        return switch (item) {
            case NAME -> name;
            case VISITING_ADDRESS -> visitingAddress;
            case POSTAL_ADDRESS -> postalAddress;
            case EMAIL -> email;
            case WEBSITE -> website;
        };
    }

    /** Leaves the country out of addresses that are in the customer's own, as addresses of customers have it. */
    Particulars seenFrom(String country) {
        return new Particulars(
                name, seenFrom(country, visitingAddress), seenFrom(country, postalAddress), email, website);
    }

    private static Address seenFrom(String country, Address address) {
        return address == null
                        || address.country() == null
                        || !address.country().equals(country)
                ? address
                : new Address(address.street(), address.postcode(), address.city(), null, address.kind());
    }

    /** Returns the items in the form in which they are stored; what breaks the rules of typed ones is rejected. */
    Particulars checked(Set<Item> items, Fields fields) {
        return new Particulars(
                items.contains(Item.NAME) ? fields.name(Item.NAME.text(), name) : null,
                items.contains(Item.VISITING_ADDRESS) ? checked(Item.VISITING_ADDRESS, visitingAddress, fields) : null,
                items.contains(Item.POSTAL_ADDRESS) ? checked(Item.POSTAL_ADDRESS, postalAddress, fields) : null,
                items.contains(Item.EMAIL) ? fields.email(Item.EMAIL.text(), email) : null,
                items.contains(Item.WEBSITE) ? fields.website(Item.WEBSITE.text(), website) : null);
    }

    /** Names the item where a part of an address is at fault, since the user chose it as a whole. */
    private static Address checked(Item item, Address address, Fields fields) {
        var parts = new Fields();
        Address checked = Address.of(
                parts.text("street", address.street(), Fields.NAME),
                parts.text("postcode", address.postcode(), Fields.NAME),
                parts.text("city", address.city(), Fields.NAME),
                parts.country("country", address.country()),
                address.kind());
        parts.errors().forEach(error -> fields.reject(item.text(), error.code(), error.message()));
        return checked;
    }

    /** Returns the details with the e-mail address and website that are known here. */
    CustomerDetails appliedTo(CustomerDetails details) {
        return new CustomerDetails(
                details.vatNumber(),
                details.ean(),
                details.currency(),
                email == null ? details.email() : email,
                details.phone(),
                website == null ? details.website() : website,
                details.country(),
                details.address(),
                details.customerSince(),
                details.addressId());
    }

    /**
     * Returns the addresses with those that are known here in the place of those of their kind.
     *
     * @param visitingId the id of the visiting address if it is added
     * @param postalId likewise
     */
    Addresses appliedTo(Addresses addresses, UUID visitingId, UUID postalId) {
        Addresses visited = visitingAddress == null
                ? addresses
                : addresses.withOfKind(visitingId, visitingAddress.withKind(AddressKind.VISITING));
        return postalAddress == null
                ? visited
                : visited.withOfKind(postalId, postalAddress.withKind(AddressKind.POSTAL));
    }
}

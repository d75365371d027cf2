package incharge.customer.registry;

import incharge.customer.customer.Customer;
import incharge.customer.event.Address;
import incharge.customer.event.CustomerDetails;
import incharge.http.Fields;
import java.util.Set;

/** The details of a customer that a registry may have too; what is not known is null. */
record Particulars(String name, Address visitingAddress, Address postalAddress, String email, String website) {

    static Particulars of(Customer customer) {
        CustomerDetails details = customer.details();
        return new Particulars(customer.name(), details.address(), null, details.email(), details.website());
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

    /** Returns the details with what is known here in the place of what they have. */
    CustomerDetails appliedTo(CustomerDetails details) {
        return new CustomerDetails(
                details.vatNumber(),
                details.ean(),
                details.currency(),
                email == null ? details.email() : email,
                details.phone(),
                website == null ? details.website() : website,
                details.country(),
                visitingAddress == null ? details.address() : visitingAddress,
                details.customerSince(),
                details.addressId());
    }
}

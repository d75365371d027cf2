package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.eventstore.decider.Personal;

/**
 * A postal address; each part may be null, but an address has at least one part, which its kind is not.
 *
 * @param country null for the customer's
 * @param kind null for no particular use
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Address(
        @Personal String street,
        @Personal String postcode,
        @Personal String city,
        String country,
        AddressKind kind) {

    /** Makes an address for no particular use. */
    public Address(String street, String postcode, String city, String country) {
        this(street, postcode, city, country, null);
    }

    /** Makes the address of these parts for no particular use, null when there are none. */
    public static Address of(String street, String postcode, String city, String country) {
        return of(street, postcode, city, country, null);
    }

    /** Makes the address of these parts, null when there are none. */
    public static Address of(String street, String postcode, String city, String country, AddressKind kind) {
        return street == null && postcode == null && city == null && country == null
                ? null
                : new Address(street, postcode, city, country, kind);
    }

    public Address withKind(AddressKind newKind) {
        return new Address(street, postcode, city, country, newKind);
    }

    /** Returns whether any of its parts is personal where the customer is a person. */
    boolean isPersonal() {
        return street != null || postcode != null || city != null;
    }

    /** Takes the parts that are null here from {@code other}, which may be null. */
    Address orElse(Address other) {
        return other == null
                ? this
                : new Address(
                        street == null ? other.street : street,
                        postcode == null ? other.postcode : postcode,
                        city == null ? other.city : city,
                        country == null ? other.country : country,
                        kind == null ? other.kind : kind);
    }
}

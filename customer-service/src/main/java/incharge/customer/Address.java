package incharge.customer;

/** A postal address; each part may be null, an address without any part is no address. */
public record Address(String street, String postcode, String city) {

    /** The address of these parts, null when there are none. */
    static Address of(String street, String postcode, String city) {
        return street == null && postcode == null && city == null ? null : new Address(street, postcode, city);
    }
}

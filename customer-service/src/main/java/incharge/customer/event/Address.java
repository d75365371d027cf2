package incharge.customer.event;

/**
 * A postal address; each part may be null, but an address has at least one part.
 *
 * @param country null for the customer's
 */
public record Address(String street, String postcode, String city, String country) {

    /** Makes the address of these parts, null when there are none. */
    public static Address of(String street, String postcode, String city, String country) {
        return street == null && postcode == null && city == null && country == null
                ? null
                : new Address(street, postcode, city, country);
    }

    /** Takes the parts that are null here from {@code other}, which may be null. */
    Address orElse(Address other) {
        return other == null
                ? this
                : new Address(
                        street == null ? other.street : street,
                        postcode == null ? other.postcode : postcode,
                        city == null ? other.city : city,
                        country == null ? other.country : country);
    }
}

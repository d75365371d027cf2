package incharge.customer.event;

/** A postal address; each part may be null, but an address has at least one part. */
public record Address(String street, String postcode, String city) {

    /** Makes the address of these parts, null when there are none. */
    public static Address of(String street, String postcode, String city) {
        return street == null && postcode == null && city == null ? null : new Address(street, postcode, city);
    }

    /** Takes the parts that are null here from {@code other}, which may be null. */
    Address orElse(Address other) {
        return other == null
                ? this
                : new Address(
                        street == null ? other.street : street,
                        postcode == null ? other.postcode : postcode,
                        city == null ? other.city : city);
    }
}

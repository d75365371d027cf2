package incharge.customer.reference;

import incharge.http.Region;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of the workspace that this service decides by.
 *
 * @param categoryRequired whether each customer must be in a category
 * @param rolesInUse whether responsibilities may have roles
 * @param domestic the category that is proposed for customers of the workspace's country; like the others null if unset
 * @param european the one for customers of the other members of the European Union
 * @param overseas the one for all other customers
 */
record Settings(
        String country, boolean categoryRequired, boolean rolesInUse, UUID domestic, UUID european, UUID overseas) {

    /** What holds until the settings are changed for the first time. */
    static final Settings DEFAULT = new Settings("FI", false, true, null, null, null);

    /** Returns the category for customers of a country, null if it is unset; {@code customerCountry} may be null. */
    UUID proposed(String customerCountry) {
        return Region.of(customerCountry, country).choose(domestic, european, overseas);
    }

    Set<UUID> proposed() {
        return Stream.of(domestic, european, overseas).filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
    }
}

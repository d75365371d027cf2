package incharge.http;

import java.util.Set;

/** The member states of the European Union, by ISO 3166-1 alpha-2. */
public final class EuropeanUnion {

    private static final Set<String> MEMBERS = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
            "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");

    private EuropeanUnion() {}

    /** Returns whether a country in its normal form is a member. */
    public static boolean includes(String country) {
        return MEMBERS.contains(country);
    }
}

package incharge.http;

import java.util.Set;

/** The members of the European Union. */
public final class EuropeanUnion {

    /** ISO 3166-1 alpha-2 in capitals. */
    private static final Set<String> MEMBERS = Set.of(
            "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU",
            "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE");

    private EuropeanUnion() {}

    /** Returns whether a country is a member. */
    public static boolean contains(String country) {
        return MEMBERS.contains(country);
    }
}

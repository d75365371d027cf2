package incharge.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;

/** Where a customer is, as seen from the country of the workspace. It selects the category that is proposed. */
public enum Region {
    @JsonProperty("domestic")
    DOMESTIC,
    @JsonProperty("european")
    EUROPEAN,
    @JsonProperty("overseas")
    OVERSEAS;

    /** The member states of the European Union, by ISO 3166-1 alpha-2. */
    private static final Set<String> EUROPEAN_UNION = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
            "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");

    /** Returns the region of a country. {@code country} may be null: it counts as the workspace's own. */
    public static Region of(String country, String workspaceCountry) {
        if (country == null || country.equals(workspaceCountry)) {
            return DOMESTIC;
        }
        return EUROPEAN_UNION.contains(country) ? EUROPEAN : OVERSEAS;
    }

    /** Returns what belongs to this region; each may be null. */
    public <T> T choose(T domestic, T european, T overseas) {
        return switch (this) {
            case DOMESTIC -> domestic;
            case EUROPEAN -> european;
            case OVERSEAS -> overseas;
        };
    }
}

package incharge.grouping.decision;

import com.fasterxml.jackson.annotation.JsonProperty;
import incharge.grouping.event.Settings.DefaultCategories;
import incharge.http.EuropeanUnion;
import java.util.UUID;

/** Where a customer is, as seen from the country of the workspace. It selects the category that is proposed. */
public enum Region {
    @JsonProperty("domestic")
    DOMESTIC,
    @JsonProperty("european")
    EUROPEAN,
    @JsonProperty("overseas")
    OVERSEAS;

    /** Returns the region of a country. {@code country} may be null: it counts as the workspace's own. */
    public static Region of(String country, String workspaceCountry) {
        if (country == null || country.equals(workspaceCountry)) {
            return DOMESTIC;
        }
        return EuropeanUnion.includes(country) ? EUROPEAN : OVERSEAS;
    }

    /** Returns the category that is proposed in this region, null for none. */
    public UUID proposed(DefaultCategories categories) {
        return switch (this) {
            case DOMESTIC -> categories.domestic();
            case EUROPEAN -> categories.european();
            case OVERSEAS -> categories.overseas();
        };
    }
}

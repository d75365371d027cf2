package incharge.http;

import java.util.Locale;

/** A part of the product for which callers have a {@link Level}. */
public enum Area {
    CUSTOMERS,
    RESPONSIBILITIES,
    GROUPS,
    REPORTS;

    /** Its name in tokens, in the contract and in problems. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }
}

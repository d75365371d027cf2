package incharge.http;

import java.util.Locale;

/** An area of the product for which callers have a {@link Level}. */
public enum Area {
    CUSTOMERS,
    RESPONSIBILITIES,
    GROUPS,
    REPORTS;

    /** Returns the name that tokens, the contract and problems use. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package incharge.grouping.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kinds of accounts; a number is unique within its kind. */
public enum AccountKind {
    @JsonProperty("ledger")
    LEDGER("ledger"),
    @JsonProperty("debtor-control")
    DEBTOR_CONTROL("debtor-control"),
    @JsonProperty("target")
    TARGET("target");

    private final String text;

    AccountKind(String text) {
        this.text = text;
    }

    /** Returns the published name. */
    public String text() {
        return text;
    }
}

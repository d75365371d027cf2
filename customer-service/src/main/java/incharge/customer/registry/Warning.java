package incharge.customer.registry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a registry has on record about a company and a user should see before a change. */
enum Warning {
    @JsonProperty("ended")
    ENDED,
    @JsonProperty("bankrupt")
    BANKRUPT,
    @JsonProperty("liquidation")
    LIQUIDATION,
    @JsonProperty("restructuring")
    RESTRUCTURING,
    @JsonProperty("not-vat-registered")
    NOT_VAT_REGISTERED
}

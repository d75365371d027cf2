package incharge.customer.registry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a registry has of a company that matters to whoever does business with it. */
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

package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an address is for. */
public enum AddressKind {
    @JsonProperty("visiting")
    VISITING,
    @JsonProperty("postal")
    POSTAL,
    @JsonProperty("invoice")
    INVOICE,
    @JsonProperty("delivery")
    DELIVERY
}

package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a sales case stands; won and lost are its outcomes. */
public enum SalesCaseState {
    @JsonProperty("open")
    OPEN,
    @JsonProperty("won")
    WON,
    @JsonProperty("lost")
    LOST;

    /**
     * Returns the probability of a sales case in percent.
     *
     * @param open the one that holds while it is open; null for none
     */
    public Integer probability(Integer open) {
        return switch (this) {
            case OPEN -> open;
            case WON -> 100;
            case LOST -> 0;
        };
    }
}

package incharge.customer.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/** A detail of a customer that a registry may have. */
enum Item {
    @JsonProperty("name")
    NAME("name"),
    @JsonProperty("visitingAddress")
    VISITING_ADDRESS("visitingAddress"),
    @JsonProperty("postalAddress")
    POSTAL_ADDRESS("postalAddress"),
    @JsonProperty("email")
    EMAIL("email"),
    @JsonProperty("website")
    WEBSITE("website");

    private final String text;

    Item(String text) {
        this.text = text;
    }

    /** Returns the name in requests and answers. */
    String text() {
        return text;
    }

    static Optional<Item> of(String text) {
        return Arrays.stream(values()).filter(item -> item.text.equals(text)).findFirst();
    }
}

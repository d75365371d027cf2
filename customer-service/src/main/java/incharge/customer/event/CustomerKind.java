package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a customer is, from its registration on: name, e-mail, phone and address of a person are personal. */
public enum CustomerKind {
    @JsonProperty("company")
    COMPANY("company"),
    @JsonProperty("person")
    PERSON("person");

    private final String text;

    CustomerKind(String text) {
        this.text = text;
    }

    /** Returns the published name. */
    public String text() {
        return text;
    }

    /** Returns the kind in an event; events of a company have none. */
    public static CustomerKind of(CustomerKind inEvent) {
        return inEvent == null ? COMPANY : inEvent;
    }

    /** Returns the kind as it is in an event, null for a company. */
    public CustomerKind inEvent() {
        return this == COMPANY ? null : this;
    }
}

package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import incharge.eventstore.decider.Personal;
import java.util.UUID;

/**
 * How a customer is billed; each part may be null.
 *
 * @param addressId the address of the customer that invoices go to
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Billing(
        Method method,
        @Personal String email,
        @Personal String eInvoiceAddress,
        String eInvoiceOperator,
        Integer paymentTermDays,
        String reference,
        Language language,
        UUID addressId) {

    public static final Billing NONE = new Billing(null, null, null, null, null, null, null, null);

    /** How invoices are sent. */
    public enum Method {
        @JsonProperty("email")
        EMAIL,
        @JsonProperty("e-invoice")
        E_INVOICE,
        @JsonProperty("paper")
        PAPER
    }

    /** The languages of invoices. */
    public enum Language {
        @JsonProperty("en")
        EN,
        @JsonProperty("fi")
        FI,
        @JsonProperty("sv")
        SV,
        @JsonProperty("nb")
        NB
    }

    /** Returns whether any of it is personal where the customer is a person. */
    boolean isPersonal() {
        return email != null || eInvoiceAddress != null;
    }

    public Billing withoutPersonal() {
        return new Billing(method, null, null, eInvoiceOperator, paymentTermDays, reference, language, addressId);
    }
}

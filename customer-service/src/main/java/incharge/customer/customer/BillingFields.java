package incharge.customer.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.customer.event.Billing;
import incharge.http.Fields;
import java.util.UUID;

/** How a customer is billed as a client writes it, not checked yet. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BillingFields(
        Billing.Method method,
        String email,
        String eInvoiceAddress,
        String eInvoiceOperator,
        Integer paymentTermDays,
        String reference,
        Billing.Language language,
        UUID addressId) {

    private static final int LONGEST_TERM = 365;

    static BillingFields of(Billing billing) {
        return new BillingFields(
                billing.method(),
                billing.email(),
                billing.eInvoiceAddress(),
                billing.eInvoiceOperator(),
                billing.paymentTermDays(),
                billing.reference(),
                billing.language(),
                billing.addressId());
    }

    Billing check(Fields fields) {
        if (paymentTermDays != null && (paymentTermDays < 0 || paymentTermDays > LONGEST_TERM)) {
            fields.reject(
                    "paymentTermDays",
                    "out-of-range",
                    "billing.paymentTermDays is a number of days from 0 to " + LONGEST_TERM + ".");
        }
        return new Billing(
                method,
                fields.email("email", email),
                fields.text("eInvoiceAddress", eInvoiceAddress, Fields.NAME),
                fields.text("eInvoiceOperator", eInvoiceOperator, Fields.NAME),
                paymentTermDays,
                fields.text("reference", reference, Fields.NAME),
                language,
                addressId);
    }
}

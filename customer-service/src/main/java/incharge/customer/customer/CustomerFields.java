package incharge.customer.customer;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import incharge.customer.event.Address;
import incharge.customer.event.Billing;
import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerKind;
import incharge.http.Fields;
import incharge.tabular.Row;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A customer's own fields as a client or a file writes them: texts that are not checked yet. */
record CustomerFields(
        CustomerKind kind,
        String number,
        String name,
        String vatNumber,
        String ean,
        String currency,
        String email,
        String phone,
        String website,
        String country,
        Address address,
        String customerSince,
        BillingFields billing,
        @JsonSetter(contentNulls = Nulls.SET) Map<UUID, Object> customFields,
        String reason) {

    static CustomerFields of(CustomerDetails details) {
        return new CustomerFields(
                null,
                null,
                null,
                details.vatNumber(),
                details.ean(),
                details.currency(),
                details.email(),
                details.phone(),
                details.website(),
                details.country(),
                details.address(),
                Objects.toString(details.customerSince(), null),
                null,
                null,
                null);
    }

    static CustomerFields of(Billing billing) {
        return new CustomerFields(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                BillingFields.of(billing),
                null,
                null);
    }

    static CustomerFields of(Row row) {
        return new CustomerFields(
                null,
                row.get("number"),
                row.get("name"),
                row.get("vatNumber"),
                row.get("ean"),
                row.get("currency"),
                row.get("email"),
                row.get("phone"),
                row.get("website"),
                row.get("country"),
                new Address(row.get("street"), row.get("postcode"), row.get("city"), null, null),
                row.get("customerSince"),
                null,
                null,
                null);
    }

    /** Checks how the customer is billed; null where that is not given. */
    Billing checkedBilling(Fields fields) {
        return billing == null ? null : billing.check(fields.in("billing."));
    }

    /**
     * Checks all fields but kind, number, name, billing, custom fields and reason; a headquarters is under the
     * customer's own id.
     */
    CustomerDetails details(Fields fields) {
        return details(fields, fields.in("address."));
    }

    /** Checks the same; the errors of the address go to fields of their own, since a file has a column for each. */
    CustomerDetails details(Fields fields, Fields addressFields) {
        String checkedCountry = fields.country("country", country);
        return new CustomerDetails(
                fields.vatNumber("vatNumber", vatNumber, checkedCountry),
                fields.ean("ean", ean),
                fields.currency("currency", currency),
                fields.email("email", email),
                fields.phone("phone", phone),
                fields.website("website", website),
                checkedCountry,
                address == null ? null : address(addressFields),
                fields.date("customerSince", customerSince),
                null);
    }

    private Address address(Fields fields) {
        return Address.of(
                fields.text("street", address.street(), Fields.NAME),
                fields.text("postcode", address.postcode(), Fields.NAME),
                fields.text("city", address.city(), Fields.NAME),
                fields.country("country", address.country()),
                address.kind());
    }
}

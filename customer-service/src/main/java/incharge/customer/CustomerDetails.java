package incharge.customer;

import java.time.LocalDate;

/** What is known of a customer beside its number and name; each may be null. Checked and normalised on the way in. */
public record CustomerDetails(
        String vatNumber,
        String ean,
        String currency,
        String email,
        String phone,
        String website,
        String country,
        Address address,
        LocalDate customerSince) {

    static final CustomerDetails NONE = new CustomerDetails(null, null, null, null, null, null, null, null, null);
}

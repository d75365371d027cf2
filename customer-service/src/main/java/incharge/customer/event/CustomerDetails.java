package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.eventstore.decider.Personal;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Details of a customer beside number and name, checked and in their normal form; each may be null.
 *
 * @param address the headquarters, one of the customer's addresses
 * @param addressId the id of that among the addresses; null for the customer's own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CustomerDetails(
        String vatNumber,
        String ean,
        String currency,
        @Personal String email,
        @Personal String phone,
        String website,
        String country,
        @Personal Address address,
        LocalDate customerSince,
        UUID addressId) {

    public static final CustomerDetails NONE =
            new CustomerDetails(null, null, null, null, null, null, null, null, null, null);

    /** Returns whether any of them is personal where the customer is a person. */
    boolean isPersonal() {
        return email != null || phone != null || address != null;
    }

    /** Returns those that are not personal. */
    public CustomerDetails withoutPersonal() {
        return new CustomerDetails(vatNumber, ean, currency, null, null, website, country, null, customerSince, null);
    }

    /** Takes from {@code other} what is null here. */
    public CustomerDetails orElse(CustomerDetails other) {
        return new CustomerDetails(
                vatNumber == null ? other.vatNumber : vatNumber,
                ean == null ? other.ean : ean,
                currency == null ? other.currency : currency,
                email == null ? other.email : email,
                phone == null ? other.phone : phone,
                website == null ? other.website : website,
                country == null ? other.country : country,
                address == null ? other.address : address.orElse(other.address),
                customerSince == null ? other.customerSince : customerSince,
                addressId == null ? other.addressId : addressId);
    }

    /** @param newAddressId null for the customer's own, or without a headquarters */
    public CustomerDetails withHeadquarters(UUID newAddressId, Address newAddress) {
        return new CustomerDetails(
                vatNumber, ean, currency, email, phone, website, country, newAddress, customerSince, newAddressId);
    }
}

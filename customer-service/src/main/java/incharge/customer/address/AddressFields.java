package incharge.customer.address;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.customer.event.Address;
import incharge.customer.event.AddressKind;
import incharge.http.Fields;
import incharge.http.InvalidInput;

/** An address's own fields as a client writes them, not checked yet. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AddressFields(AddressKind kind, String street, String postcode, String city, String country, String reason) {

    static AddressFields of(Address address) {
        return new AddressFields(
                address.kind(), address.street(), address.postcode(), address.city(), address.country(), null);
    }

    Address check() {
        var fields = new Fields();
        Address address = Address.of(
                fields.text("street", street, Fields.NAME),
                fields.text("postcode", postcode, Fields.NAME),
                fields.text("city", city, Fields.NAME),
                fields.country("country", country),
                kind);
        fields.check();
        if (address == null) {
            throw InvalidInput.value(
                    "street", "address-empty", "An address has a street, a postcode, a city or a country.");
        }
        return address;
    }
}

package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.UUID;

/** Events of an address of a customer that is not the headquarters, which lies in the customer's details. */
public sealed interface AddressEvent extends CardEvent {

    UUID addressId();

    @Override
    default UUID thingId() {
        return addressId();
    }

    /** An address was added, or is no longer the headquarters. */
    record AddressAdded(
            UUID addressId,
            @JsonUnwrapped Place place,
            @JsonUnwrapped Address address) implements AddressEvent {}

    /** All of the address as it is after the change. */
    record AddressChanged(
            UUID addressId,
            @JsonUnwrapped Place place,
            @JsonUnwrapped Address address) implements AddressEvent {}

    /** An address was removed, or has become the headquarters. */
    record AddressRemoved(UUID addressId, @JsonUnwrapped Place place) implements AddressEvent {}
}

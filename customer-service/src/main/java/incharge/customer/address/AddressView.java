package incharge.customer.address;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.customer.event.Address;

/**
 * An address as it is shown.
 *
 * @param erased true where the texts were about a person who is erased, else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AddressView(@JsonUnwrapped Address address, boolean headquarters, Boolean erased) {}

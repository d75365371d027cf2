package incharge.customer.numbering;

import java.util.UUID;

/**
 * The number that a new thing claims. A typed number may be one that another thing had before; a proposed one may not.
 *
 * @param proposed whether the service chose the number
 */
public record NumberClaim(String number, boolean proposed) {

    public static NumberClaim typed(String number) {
        return new NumberClaim(number, false);
    }

    public static NumberClaim proposed(String number) {
        return new NumberClaim(number, true);
    }

    /** Returns whether {@code id} cannot have the number. */
    public boolean fails(NumberHolders holders, UUID id) {
        return holders.isTaken(number, id) || (proposed && holders.wasLeft(number));
    }
}

package incharge.grouping;

import java.util.List;
import java.util.UUID;

/** A set of customers that excludes every other category: a customer is in at most one. */
public record Category(UUID id, Profile profile) {

    /**
     * What a category says of itself.
     *
     * @param numberingStart where the series of its customers' numbers starts, null for no series of its own
     * @param accounts null for none
     * @param accountingTargets null for none
     * @param sellerIds employees that may see its customers; empty means every seller
     */
    public record Profile(
            String name,
            Integer numberingStart,
            Accounts accounts,
            List<String> accountingTargets,
            List<UUID> sellerIds) {}

    /** Ledger accounts; each may be null. */
    public record Accounts(String ledger, String debtorControl) {}
}

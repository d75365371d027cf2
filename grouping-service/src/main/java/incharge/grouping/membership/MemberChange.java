package incharge.grouping.membership;

import incharge.http.InvalidInput;
import java.util.List;
import java.util.UUID;

/**
 * The customers that a request gives a category or a tag. All lists may be null.
 *
 * @param all replaces the customers that the caller sees
 */
public record MemberChange(List<UUID> all, List<UUID> add, List<UUID> remove) {

    /** Refuses a request that both replaces and changes. */
    public static MemberChange of(List<UUID> all, List<UUID> add, List<UUID> remove) {
        if (all != null && (add != null || remove != null)) {
            throw InvalidInput.request(
                    add != null ? "addCustomerIds" : "removeCustomerIds",
                    "not-together",
                    "customerIds replaces the customers; it does not go together with adding or removing some.");
        }
        return new MemberChange(all, add, remove);
    }

    /** Refuses a request to create something that names customers in another way than as all. */
    public MemberChange ofNew() {
        if (add != null || remove != null) {
            throw InvalidInput.request(
                    add != null ? "addCustomerIds" : "removeCustomerIds",
                    "not-of-a-new-one",
                    "What is created takes its customers from customerIds.");
        }
        return this;
    }

    Members members() {
        return new Members(add, remove, null, null, null);
    }
}

package incharge.grouping.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.http.Region;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The settings of the workspace, except its time zone, which is configuration.
 *
 * @param categoryRequired whether each customer is in a category
 * @param defaultCategories null if none is set
 * @param defaultAccounts those of customers in no category; null if none is set
 * @param closedProjectStatuses compared without regard to case
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Settings(
        String name,
        String country,
        String currency,
        boolean accountsInUse,
        boolean rolesInUse,
        boolean categoryRequired,
        boolean datedClicks,
        DefaultCategories defaultCategories,
        Accounts defaultAccounts,
        int paymentTermDays,
        List<String> closedProjectStatuses) {

    /** The settings of a workspace that has never changed them. */
    public static final Settings INITIAL = new Settings(
            "InCharge",
            "FI",
            "EUR",
            true,
            true,
            false,
            false,
            null,
            null,
            14,
            List.of("closed", "delivered", "invoiced", "cancelled"));

    /** The categories that are proposed to new customers by the region of their country; each may be null. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DefaultCategories(UUID domestic, UUID european, UUID overseas) {

        public static final DefaultCategories NONE = new DefaultCategories(null, null, null);

        /** Leaves the places of a category empty. */
        DefaultCategories without(UUID category) {
            return onlyIf(other -> !other.equals(category));
        }

        /** Leaves the places of those categories empty that do not match. */
        public DefaultCategories onlyIf(Predicate<UUID> matches) {
            return new DefaultCategories(
                    domestic != null && matches.test(domestic) ? domestic : null,
                    european != null && matches.test(european) ? european : null,
                    overseas != null && matches.test(overseas) ? overseas : null);
        }

        /** Returns the category that is proposed in a region, null for none. */
        public UUID of(Region region) {
            return region.choose(domestic, european, overseas);
        }

        /** Returns null if no category is left. */
        public DefaultCategories orNull() {
            return equals(NONE) ? null : this;
        }
    }

    /** Returns the default categories, {@link DefaultCategories#NONE} if none is set. */
    public DefaultCategories categories() {
        return defaultCategories == null ? DefaultCategories.NONE : defaultCategories;
    }

    /** Returns whether the category has a place among the default categories. */
    public boolean proposes(UUID category) {
        return Stream.of(
                        categories().domestic(),
                        categories().european(),
                        categories().overseas())
                .anyMatch(category::equals);
    }

    /** Returns the default accounts, {@link Accounts#NONE} if none is set. */
    public Accounts accounts() {
        return defaultAccounts == null ? Accounts.NONE : defaultAccounts;
    }

    /** Returns the numbers of the default accounts. */
    public Stream<AccountNumber> namedAccounts() {
        return accounts().numbers();
    }

    public Settings withoutDefaultCategory(UUID category) {
        return withDefaultCategories(categories().without(category));
    }

    public Settings withDefaultCategories(DefaultCategories categories) {
        return new Settings(
                name,
                country,
                currency,
                accountsInUse,
                rolesInUse,
                categoryRequired,
                datedClicks,
                categories.orNull(),
                defaultAccounts,
                paymentTermDays,
                closedProjectStatuses);
    }
}

package incharge.reporting.versions;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What a thing is at one time, as its own topic tells it: ids of others, never their names. Absent fields are null. */
public sealed interface Content {

    /** A category or a tag asked for with the event at {@code sequence}, by id or by name. */
    record Asked(UUID id, String name, long sequence) {}

    record Money(BigDecimal amount, String currency) {}

    /**
     * A customer.
     *
     * @param asked the category that was asked for last; null for none
     * @param tagsAsked each tag that was ever asked for, once, as it was last; null for none
     */
    record Customer(
            UUID id,
            String number,
            String name,
            String vatNumber,
            LocalDate customerSince,
            Instant createdAt,
            boolean archived,
            Asked asked,
            List<Asked> tagsAsked)
            implements Content {}

    record Project(
            UUID id,
            UUID customer,
            String number,
            String name,
            String status,
            LocalDate start,
            LocalDate end,
            Money amount,
            boolean archived)
            implements Content {}

    record Team(UUID id, String name) implements Content {}

    record Role(UUID id, String name, boolean ofProjects) implements Content {}

    record Employee(
            UUID id,
            String externalId,
            String name,
            String email,
            String phone,
            String title,
            UUID team,
            boolean seller,
            String sellerInfo,
            boolean active)
            implements Content {}

    /** Answers for the customer, or for the project when there is one; from and to are both included, null is open. */
    record Responsibility(UUID customer, UUID project, UUID employee, UUID role, LocalDate from, LocalDate to)
            implements Content {}

    record Category(
            UUID id,
            String name,
            Long numberingStart,
            String ledger,
            String debtorControl,
            List<String> accountingTargets,
            List<UUID> sellers)
            implements Content {}

    record Tag(UUID id, String name, String description) implements Content {}

    /**
     * Category and tags of a customer.
     *
     * @param answered the newest sequence of customers that was answered
     * @param taken tags that it had and has not any more; null for none
     */
    record Grouping(UUID customer, UUID category, List<UUID> tags, long answered, List<UUID> taken)
            implements Content {}
}

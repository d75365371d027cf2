package incharge.reporting.versions;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What a thing is at one time, as its own topic tells it: ids of others, never their names. Absent fields are null. */
public sealed interface Content {

    /** The category asked for with the event at {@code sequence}, by id or by name. */
    record AskedCategory(UUID id, String name, long sequence) {}

    /** A tag asked for at that time, by id or by name. */
    record AskedTag(UUID id, String name, Instant at) {}

    record Money(BigDecimal amount, String currency) {}

    /** @param askedTags each tag that was ever asked for, once, when it was last; null for none */
    record Customer(
            UUID id,
            String number,
            String name,
            String vatNumber,
            LocalDate customerSince,
            Instant createdAt,
            boolean archived,
            AskedCategory asked,
            List<AskedTag> askedTags)
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

    /** @param namedAt since when it bears the name, without regard to case */
    record Tag(UUID id, String name, String description, Instant namedAt) implements Content {}

    /** A tag that was taken from a customer then. */
    record LostTag(UUID tag, Instant at) {}

    /**
     * Category and tags of a customer.
     *
     * @param answered the newest sequence of customers that was answered
     * @param lost tags that it had and has not any more, each as it was last taken; null for none
     */
    record Grouping(UUID customer, UUID category, List<UUID> tags, long answered, List<LostTag> lost)
            implements Content {}
}

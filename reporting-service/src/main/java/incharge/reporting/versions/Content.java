package incharge.reporting.versions;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * The state of one entity in one version, from its own topic: ids of others, never their names. Absent fields are null.
 */
public sealed interface Content {

    /** A category or a tag that the customer event at {@code sequence} requested, by id or by name. */
    record Request(UUID id, String name, long sequence) {}

    record Money(BigDecimal amount, String currency) {}

    /**
     * A customer.
     *
     * @param person whether it is a person and no company
     * @param requestedCategory the category that was requested last; null for none
     * @param requestedTags each tag that was ever requested, once, with its last request; null for none
     */
    record Customer(
            UUID id,
            boolean person,
            String number,
            String name,
            String vatNumber,
            String ean,
            String email,
            LocalDate customerSince,
            Instant createdAt,
            boolean archived,
            Request requestedCategory,
            List<Request> requestedTags)
            implements Content {

        static Customer registered(UUID id, boolean person, Instant createdAt) {
            return new Customer(id, person, null, null, null, null, null, null, createdAt, false, null, null);
        }

        Customer withNumber(String newNumber) {
            return new Customer(
                    id,
                    person,
                    newNumber,
                    name,
                    vatNumber,
                    ean,
                    email,
                    customerSince,
                    createdAt,
                    archived,
                    requestedCategory,
                    requestedTags);
        }

        Customer withName(String newName) {
            return new Customer(
                    id,
                    person,
                    number,
                    newName,
                    vatNumber,
                    ean,
                    email,
                    customerSince,
                    createdAt,
                    archived,
                    requestedCategory,
                    requestedTags);
        }

        Customer withDetails(String newVatNumber, String newEan, String newEmail, LocalDate newCustomerSince) {
            return new Customer(
                    id,
                    person,
                    number,
                    name,
                    newVatNumber,
                    newEan,
                    newEmail,
                    newCustomerSince,
                    createdAt,
                    archived,
                    requestedCategory,
                    requestedTags);
        }

        Customer withArchived(boolean nowArchived) {
            return new Customer(
                    id,
                    person,
                    number,
                    name,
                    vatNumber,
                    ean,
                    email,
                    customerSince,
                    createdAt,
                    nowArchived,
                    requestedCategory,
                    requestedTags);
        }

        Customer withRequests(Request category, List<Request> tags) {
            return new Customer(
                    id,
                    person,
                    number,
                    name,
                    vatNumber,
                    ean,
                    email,
                    customerSince,
                    createdAt,
                    archived,
                    category,
                    tags);
        }

        /** Returns the same without what no view shows; it stays in the text that a search reads. */
        public Customer shown() {
            return new Customer(
                    id,
                    person,
                    number,
                    name,
                    vatNumber,
                    null,
                    null,
                    customerSince,
                    createdAt,
                    archived,
                    requestedCategory,
                    requestedTags);
        }
    }

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
            implements Content {

        Project withStatus(UUID ofCustomer, String newStatus) {
            return new Project(id, ofCustomer, number, name, newStatus, start, end, amount, archived);
        }

        Project withArchived(boolean nowArchived) {
            return new Project(id, customer, number, name, status, start, end, amount, nowArchived);
        }
    }

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

    /** A responsibility for the customer, or for the project when there is one. It includes both days; null is open. */
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

    record Tag(UUID id, String name, String description, String group) implements Content {}

    /**
     * Category and tags of a customer.
     *
     * @param answered the newest sequence of the customers' log that was answered
     * @param removedTags tags that it had and has not any more; null for none
     */
    record Grouping(UUID customer, UUID category, List<UUID> tags, long answered, List<UUID> removedTags)
            implements Content {

        static Grouping none(UUID customer) {
            return new Grouping(customer, null, List.of(), 0, null);
        }

        Grouping withCategory(UUID newCategory) {
            return new Grouping(customer, newCategory, tags, answered, removedTags);
        }

        Grouping withTags(List<UUID> newTags, List<UUID> newRemovedTags) {
            return new Grouping(customer, category, newTags, answered, newRemovedTags);
        }

        /** @param sequence of the customers' log, null for no answer */
        Grouping withAnswered(Long sequence) {
            return sequence == null || sequence <= answered
                    ? this
                    : new Grouping(customer, category, tags, sequence, removedTags);
        }
    }

    /** The settings of the workspace that reporting uses; the id is the workspace's. */
    record Settings(
            UUID id,
            String name,
            boolean accountsInUse,
            boolean rolesInUse,
            boolean categoryRequired,
            boolean datedClicks)
            implements Content {

        /** The settings before the first event of them. */
        public static final Settings DEFAULT = new Settings(null, "InCharge", true, true, false, false);
    }

    /** An account of the catalogue, which no view shows but the history. */
    record Account(UUID id, String kind, String number, String name) implements Content {}
}

package incharge.reporting.versions;

import incharge.feed.KeyRing;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.sealing.Sealed;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The state of one entity in one version, from its own topic: ids of others, never their names. Absent fields are null.
 * Texts about a person have a sealed form beside them, which is stored in their place; a person without a name is
 * erased.
 */
public sealed interface Content {

    /** Returns the content as it is stored: without the texts that it has a sealed form of. */
    default Content stored() {
        return this;
    }

    /** Returns stored content with its texts; those of an erased person stay null. */
    default Content opened(KeyRing keys) {
        return this;
    }

    /** A person, who can be erased; a customer may be a company, which cannot. */
    sealed interface Person extends Content {

        /** Returns null when the person is erased. */
        String name();

        /** Returns the id of a person who was erased by an event; else null. */
        UUID erased();

        /**
         * Returns whether the key of the person is gone, which may be known before the event that erases the person.
         */
        default boolean locked() {
            return name() == null && erased() == null;
        }
    }

    /** @param texts null for those of an erased person */
    private static String text(ObjectNode texts, String field) {
        JsonNode text = texts == null ? null : texts.get(field);
        return text == null || text.isNull() ? null : text.asString();
    }

    /** A category or a tag that the customer event at {@code sequence} requested, by id or by name. */
    record Request(UUID id, String name, long sequence) {}

    record Money(BigDecimal amount, String currency) {}

    /**
     * What only the card shows of a customer.
     *
     * @param fields such as currency and phone, as they are published, without texts that are sealed
     * @param addressAdded the event that made its address the headquarters; null without one, and where it is sealed:
     *     nothing that is stored depends on a key
     * @param addressChanged the event that changed that address last; null for none
     */
    record Profile(Document fields, Touch addressAdded, Touch addressChanged) {}

    /**
     * A customer.
     *
     * @param person whether it is a person and no company
     * @param name null when the person is erased
     * @param createdBy the user who registered it
     * @param mergedInto the customer that its things lie beneath; null for none
     * @param requestedCategory the category that was requested last; null for none
     * @param requestedTags each tag that was ever requested, once, with its last request; null for none
     * @param sealedName the sealed form of the name; null where it is in clear, or erased
     * @param sealedDetails likewise of the e-mail address, which may come from another event
     * @param profile null in snapshots
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
            String createdBy,
            boolean archived,
            UUID mergedInto,
            Request requestedCategory,
            List<Request> requestedTags,
            Sealed sealedName,
            Sealed sealedDetails,
            Profile profile)
            implements Person {

        static Customer registered(UUID id, boolean person, Instant createdAt, String createdBy) {
            return new Customer(
                    id, person, null, null, null, null, null, null, createdAt, createdBy, false, null, null, null, null,
                    null, null);
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
                    createdBy,
                    archived,
                    mergedInto,
                    requestedCategory,
                    requestedTags,
                    sealedName,
                    sealedDetails,
                    profile);
        }

        /** @param newSealedName null for a name in clear */
        Customer withName(String newName, Sealed newSealedName) {
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
                    createdBy,
                    archived,
                    mergedInto,
                    requestedCategory,
                    requestedTags,
                    newSealedName,
                    sealedDetails,
                    profile);
        }

        Customer withDetails(String newVatNumber, String newEan, LocalDate newCustomerSince) {
            return new Customer(
                    id,
                    person,
                    number,
                    name,
                    newVatNumber,
                    newEan,
                    email,
                    newCustomerSince,
                    createdAt,
                    createdBy,
                    archived,
                    mergedInto,
                    requestedCategory,
                    requestedTags,
                    sealedName,
                    sealedDetails,
                    profile);
        }

        /** @param newSealedDetails null for an address in clear */
        Customer withEmail(String newEmail, Sealed newSealedDetails) {
            return new Customer(
                    id,
                    person,
                    number,
                    name,
                    vatNumber,
                    ean,
                    newEmail,
                    customerSince,
                    createdAt,
                    createdBy,
                    archived,
                    mergedInto,
                    requestedCategory,
                    requestedTags,
                    sealedName,
                    newSealedDetails,
                    profile);
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
                    createdBy,
                    nowArchived,
                    mergedInto,
                    requestedCategory,
                    requestedTags,
                    sealedName,
                    sealedDetails,
                    profile);
        }

        /** @param target null for none */
        Customer withMergedInto(UUID target) {
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
                    createdBy,
                    archived,
                    target,
                    requestedCategory,
                    requestedTags,
                    sealedName,
                    sealedDetails,
                    profile);
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
                    createdBy,
                    archived,
                    mergedInto,
                    category,
                    tags,
                    sealedName,
                    sealedDetails,
                    profile);
        }

        Customer withProfile(Profile newProfile) {
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
                    createdBy,
                    archived,
                    mergedInto,
                    requestedCategory,
                    requestedTags,
                    sealedName,
                    sealedDetails,
                    newProfile);
        }

        /** Returns the same without any text about the person, and without a form in which one could be opened. */
        public Customer withoutTexts() {
            return withName(null, null).withEmail(null, null);
        }

        @Override
        public Content stored() {
            return withName(sealedName == null ? name : null, sealedName)
                    .withEmail(sealedDetails == null ? email : null, sealedDetails);
        }

        @Override
        public Content opened(KeyRing keys) {
            if (sealedName == null && sealedDetails == null) {
                return this;
            }
            ObjectNode ofName = texts(keys, sealedName);
            // one event gives both until one of them changes
            ObjectNode ofDetails = Objects.equals(sealedDetails, sealedName) ? ofName : texts(keys, sealedDetails);
            Customer named = sealedName == null ? this : withName(text(ofName, "name"), sealedName);
            return sealedDetails == null ? named : named.withEmail(text(ofDetails, "email"), sealedDetails);
        }

        /** Returns null where nothing is sealed, or its person is erased. */
        private static ObjectNode texts(KeyRing keys, Sealed form) {
            return form == null ? null : keys.open(form).orElse(null);
        }

        @Override
        public UUID erased() {
            return name == null && sealedName == null ? id : null;
        }

        /** Returns the same without what no view shows; the texts stay in the text that a search reads. */
        public Customer shown() {
            Sealed unopened = locked() ? sealedName : null;
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
                    // thousands of customers are registered by a few users
                    createdBy == null ? null : createdBy.intern(),
                    archived,
                    mergedInto,
                    requestedCategory,
                    requestedTags,
                    unopened,
                    null,
                    null);
        }
    }

    /**
     * A project.
     *
     * @param moved whether it had another customer before: its earlier entries name that one
     */
    record Project(
            UUID id,
            UUID customer,
            String number,
            String name,
            String status,
            LocalDate start,
            LocalDate end,
            Money amount,
            Instant createdAt,
            boolean archived,
            boolean moved)
            implements Content {

        Project withStatus(UUID ofCustomer, String newStatus) {
            return new Project(id, ofCustomer, number, name, newStatus, start, end, amount, createdAt, archived, moved);
        }

        Project withArchived(boolean nowArchived) {
            return new Project(id, customer, number, name, status, start, end, amount, createdAt, nowArchived, moved);
        }
    }

    /** The event that did something: its place in the log, its time and its user. */
    record Touch(long sequence, Instant time, String actor) {}

    /**
     * A thing on a customer's card, such as a note. Its customer is that of its project now, if it has a project.
     *
     * @param customer the customer at its last event
     * @param changed null for a thing that is as it was added
     * @param order what its lists are in the order of: of an activity the milliseconds of its due day, in UTC, or of
     *     its start, {@link #NEVER} for none; of all else the sequence of its first event
     * @param over the milliseconds after which an entry of the calendar is over; {@link #NEVER} for all else
     * @param fields what its events publish beside the ids above, without the texts that are sealed
     * @param sealed the sealed forms of its texts, in the order of the events that gave them
     * @param texts the opened texts; null where they are stored, and for those of an erased person
     */
    record Thing(
            UUID id,
            ThingType type,
            UUID customer,
            UUID project,
            UUID salesCase,
            Touch created,
            Touch changed,
            long order,
            long over,
            Document fields,
            List<Sealed> sealed,
            Document texts)
            implements Content {

        public static final long NEVER = Long.MAX_VALUE;

        /** {@link ThingOrder#FIRST}, for things that were read in no order. */
        public static final Comparator<Thing> FIRST = Comparator.comparingLong(Thing::order)
                .thenComparing(thing -> thing.id().toString());

        /** Returns whether the person that the texts are about is erased; only of a thing that was opened. */
        public boolean erased() {
            // a change after the erasure has no sealed texts any more
            String naming = type.naming();
            return (!sealed.isEmpty() && texts == null) || (naming != null && get(naming) == null);
        }

        /** Returns a field or an opened text; null for none. */
        public Object get(String field) {
            return texts != null && texts.containsKey(field) ? texts.get(field) : fields.get(field);
        }

        public String text(String field) {
            return (String) get(field);
        }

        @Override
        public Content stored() {
            return texts == null ? this : withTexts(null);
        }

        @Override
        public Content opened(KeyRing keys) {
            var opened = new Document();
            for (Sealed form : sealed) {
                Optional<ObjectNode> some = keys.open(form);
                if (some.isEmpty()) {
                    return this;
                }
                opened.putAll(Document.parse(some.get().toString()));
            }
            return withTexts(opened);
        }

        private Thing withTexts(Document newTexts) {
            return new Thing(
                    id, type, customer, project, salesCase, created, changed, order, over, fields, sealed, newTexts);
        }
    }

    record Team(UUID id, String name) implements Content {}

    /** @param owner whether those in the role are the owners of their customers */
    record Role(UUID id, String name, boolean ofProjects, boolean owner) implements Content {

        Role withName(String newName) {
            return new Role(id, newName, ofProjects, owner);
        }

        Role withOwner(boolean isOwner) {
            return new Role(id, name, ofProjects, isOwner);
        }
    }

    /**
     * An employee.
     *
     * @param name null when the employee is erased
     * @param sealed the sealed form of name, e-mail address, phone, title and {@code sellerInfo}; null where they are
     *     in clear, or erased
     */
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
            boolean active,
            Sealed sealed)
            implements Person {

        /** Returns the same without any text about the person, and without a form in which one could be opened. */
        public Employee withoutTexts() {
            return withoutTexts(null);
        }

        @Override
        public Content stored() {
            return sealed == null ? this : withoutTexts(sealed);
        }

        private Employee withoutTexts(Sealed form) {
            return new Employee(id, externalId, null, null, null, null, team, seller, null, active, form);
        }

        @Override
        public Content opened(KeyRing keys) {
            return sealed == null ? this : keys.open(sealed).map(this::with).orElse(this);
        }

        private Employee with(ObjectNode texts) {
            return new Employee(
                    id,
                    externalId,
                    text(texts, "name"),
                    text(texts, "email"),
                    text(texts, "phone"),
                    text(texts, "title"),
                    team,
                    seller,
                    text(texts, "sellerInfo"),
                    active,
                    sealed);
        }

        @Override
        public UUID erased() {
            return name == null && sealed == null ? id : null;
        }

        /** Returns the same without the sealed form of texts that are opened, which no view shows. */
        public Employee shown() {
            return locked() ? this : withoutSeal();
        }

        private Employee withoutSeal() {
            return new Employee(id, externalId, name, email, phone, title, team, seller, sellerInfo, active, null);
        }
    }

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

    /**
     * The settings of the workspace that reporting uses; the id is the workspace's.
     *
     * @param closedProjectStatuses compared without regard to case
     */
    record Settings(
            UUID id,
            String name,
            boolean accountsInUse,
            boolean rolesInUse,
            boolean categoryRequired,
            boolean datedClicks,
            List<String> closedProjectStatuses)
            implements Content {

        /** The settings before the first event of them. */
        public static final Settings DEFAULT = new Settings(
                null, "InCharge", true, true, false, false, List.of("closed", "delivered", "invoiced", "cancelled"));
    }

    /** An account of the catalogue, which no view shows but the history. */
    record Account(UUID id, String kind, String number, String name) implements Content {}
}

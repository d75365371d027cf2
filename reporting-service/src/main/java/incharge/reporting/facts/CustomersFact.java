package incharge.reporting.facts;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** The facts of {@code incharge.customers}. */
public sealed interface CustomersFact extends ReportingFact {

    /** The grouping that a command requested; the answer is a fact of {@code incharge.groupings}. */
    record RequestedGrouping(RequestedCategory category, List<RequestedTag> tags) {}

    /** A category that is requested by its id, or by a name that is created if it is new. */
    record RequestedCategory(UUID id, String name) {}

    /** A tag that is requested like a {@link RequestedCategory}. */
    record RequestedTag(UUID id, String name) {}

    record Money(BigDecimal amount, String currency) {}

    /** @param kind {@code person}, or null or {@code company} for a company */
    record CustomerRegistered(
            UUID customerId,
            String number,
            String name,
            String vatNumber,
            String ean,
            String email,
            LocalDate customerSince,
            RequestedGrouping requestedGrouping,
            String kind)
            implements CustomersFact {}

    record CustomerRenumbered(UUID customerId, String number, String previousNumber) implements CustomersFact {}

    record CustomerRenamed(UUID customerId, String name) implements CustomersFact {}

    record CustomerDetailsChanged(UUID customerId, String vatNumber, String ean, String email, LocalDate customerSince)
            implements CustomersFact {}

    record CustomerGroupingRequested(UUID customerId, RequestedGrouping requestedGrouping) implements CustomersFact {}

    record CustomerGroupingWithdrawn(UUID customerId) implements CustomersFact {}

    record CustomerArchived(UUID customerId) implements CustomersFact {}

    record CustomerRestored(UUID customerId) implements CustomersFact {}

    record CustomerMerged(UUID customerId, UUID intoCustomerId) implements CustomersFact {}

    record CustomerUnmerged(UUID customerId) implements CustomersFact {}

    record ProjectOpened(
            UUID projectId,
            UUID customerId,
            String number,
            String name,
            String status,
            LocalDate start,
            LocalDate end,
            Money amount,
            UUID requestedEmployeeId)
            implements CustomersFact {}

    record ProjectChanged(
            UUID projectId,
            UUID customerId,
            String number,
            String name,
            LocalDate start,
            LocalDate end,
            Money amount,
            String previousNumber)
            implements CustomersFact {}

    record ProjectStatusChanged(UUID projectId, UUID customerId, String status) implements CustomersFact {}

    record ProjectAssigneeRequested(UUID projectId, UUID customerId, UUID employeeId) implements CustomersFact {}

    record ProjectAssigneeWithdrawn(UUID projectId, UUID customerId, UUID employeeId) implements CustomersFact {}

    record ProjectArchived(UUID projectId, UUID customerId) implements CustomersFact {}

    record ProjectRestored(UUID projectId, UUID customerId) implements CustomersFact {}

    /**
     * Nobody can open the texts about a person any more: a customer, or a contact of one.
     *
     * @param kind {@code contact}, or {@code customer}
     * @param customerId that of a contact
     */
    record PersonErased(UUID personId, String kind, UUID customerId) implements CustomersFact {

        public boolean isContact() {
            return "contact".equals(kind);
        }
    }

    /** What kind a thing on a customer's card is of. */
    enum ThingType {
        ADDRESS,
        CONTACT,
        NOTE,
        COMMENT,
        ACTIVITY,
        SALES_CASE,
        FILE,
        LINK,
        /** What a customer is billed by, under the customer's id. */
        BILLING,
        /** The values of custom fields, under the customer's id. */
        FIELDS,
        /** The picture of a customer, under the customer's id. */
        AVATAR,
        /** A custom field of the workspace, which has no customer. */
        CUSTOM_FIELD;

        /** The types of what stays with its own customer when that is merged into another. */
        public static final Set<ThingType> STAYING = Set.of(ADDRESS, BILLING, FIELDS, AVATAR);

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** Returns the type as answers have it, such as {@code sales-case}. */
        public String word() {
            return word;
        }

        /** Returns whether it belongs to its own customer also when that is merged into another. */
        public boolean staysWithCustomer() {
            return STAYING.contains(this);
        }

        /** Returns the text that names a thing and is there unless its person is erased; null where none always is. */
        public String naming() {
            return switch (this) {
                case NOTE, COMMENT -> "text";
                case ACTIVITY -> "title";
                case LINK -> "url";
                case CONTACT, SALES_CASE, FILE, CUSTOM_FIELD -> "name";
                case ADDRESS, BILLING, FIELDS, AVATAR -> null;
            };
        }
    }

    /** A fact about a thing on a customer's card; what else it has is in its payload. */
    sealed interface ThingFact extends CustomersFact {
        ThingType type();

        UUID thingId();

        /** Returns null for a thing of the workspace. */
        UUID customerId();

        /** Returns the project that the thing belongs to; null for none. */
        default UUID projectId() {
            return null;
        }

        /** Returns the sales case that the thing belongs to; null for none. */
        default UUID salesCaseId() {
            return null;
        }

        /** Returns the same, but null for a sales case itself, whose own id is in {@link #salesCaseId}. */
        default UUID owningSalesCaseId() {
            return salesCaseId();
        }
    }

    /** A fact after which there is a thing that was not there before, with all its fields. */
    sealed interface ThingAdded extends ThingFact {}

    /** A fact with all fields of a thing as they are after it, but those that other types of facts change. */
    sealed interface ThingChanged extends ThingFact {

        /** Returns the names of the fields that other types of facts change. */
        default Set<String> kept() {
            return Set.of();
        }
    }

    /** A fact that changes some fields of a thing; all others stay. */
    sealed interface ThingPartChanged extends ThingFact {}

    /** A fact with all fields of what a customer has once, which it may not have had before. */
    sealed interface ThingSet extends ThingFact {}

    /** A fact after which there is no such thing any more. */
    sealed interface ThingRemoved extends ThingFact {}

    sealed interface AddressFact extends ThingFact {
        UUID addressId();

        @Override
        default ThingType type() {
            return ThingType.ADDRESS;
        }

        @Override
        default UUID thingId() {
            return addressId();
        }
    }

    record AddressAdded(UUID addressId, UUID customerId) implements AddressFact, ThingAdded {}

    record AddressChanged(UUID addressId, UUID customerId) implements AddressFact, ThingChanged {}

    record AddressRemoved(UUID addressId, UUID customerId) implements AddressFact, ThingRemoved {}

    sealed interface ContactFact extends ThingFact {
        UUID contactId();

        @Override
        default ThingType type() {
            return ThingType.CONTACT;
        }

        @Override
        default UUID thingId() {
            return contactId();
        }
    }

    record ContactAdded(UUID contactId, UUID customerId) implements ContactFact, ThingAdded {}

    record ContactChanged(UUID contactId, UUID customerId) implements ContactFact, ThingChanged {}

    record ContactRemoved(UUID contactId, UUID customerId) implements ContactFact, ThingRemoved {}

    sealed interface NoteFact extends ThingFact {
        UUID noteId();

        @Override
        default ThingType type() {
            return ThingType.NOTE;
        }

        @Override
        default UUID thingId() {
            return noteId();
        }
    }

    record NoteAdded(UUID noteId, UUID customerId, UUID projectId, UUID salesCaseId) implements NoteFact, ThingAdded {}

    record NoteChanged(UUID noteId, UUID customerId, UUID projectId, UUID salesCaseId)
            implements NoteFact, ThingChanged {}

    record NoteRemoved(UUID noteId, UUID customerId, UUID projectId, UUID salesCaseId)
            implements NoteFact, ThingRemoved {}

    sealed interface CommentFact extends ThingFact {
        UUID commentId();

        @Override
        default ThingType type() {
            return ThingType.COMMENT;
        }

        @Override
        default UUID thingId() {
            return commentId();
        }
    }

    record CommentAdded(UUID commentId, UUID customerId) implements CommentFact, ThingAdded {}

    record CommentChanged(UUID commentId, UUID customerId) implements CommentFact, ThingChanged {}

    record CommentRemoved(UUID commentId, UUID customerId) implements CommentFact, ThingRemoved {}

    sealed interface FileFact extends ThingFact {
        UUID fileId();

        @Override
        default ThingType type() {
            return ThingType.FILE;
        }

        @Override
        default UUID thingId() {
            return fileId();
        }
    }

    record FileAdded(UUID fileId, UUID customerId, UUID projectId) implements FileFact, ThingAdded {}

    record FileRemoved(UUID fileId, UUID customerId, UUID projectId) implements FileFact, ThingRemoved {}

    sealed interface LinkFact extends ThingFact {
        UUID linkId();

        @Override
        default ThingType type() {
            return ThingType.LINK;
        }

        @Override
        default UUID thingId() {
            return linkId();
        }
    }

    record LinkAdded(UUID linkId, UUID customerId, UUID projectId) implements LinkFact, ThingAdded {}

    record LinkRemoved(UUID linkId, UUID customerId, UUID projectId) implements LinkFact, ThingRemoved {}

    /** A fact about what a customer has once: its id is the customer's. */
    sealed interface OfCustomerFact extends ThingFact {

        @Override
        default UUID thingId() {
            return customerId();
        }
    }

    record CustomerBillingChanged(UUID customerId) implements OfCustomerFact, ThingSet {

        @Override
        public ThingType type() {
            return ThingType.BILLING;
        }
    }

    record CustomerFieldsChanged(UUID customerId) implements OfCustomerFact, ThingSet {

        @Override
        public ThingType type() {
            return ThingType.FIELDS;
        }
    }

    record CustomerAvatarChanged(UUID customerId) implements OfCustomerFact, ThingSet {

        @Override
        public ThingType type() {
            return ThingType.AVATAR;
        }
    }

    sealed interface CustomFieldFact extends ThingFact {
        UUID customFieldId();

        @Override
        default ThingType type() {
            return ThingType.CUSTOM_FIELD;
        }

        @Override
        default UUID thingId() {
            return customFieldId();
        }

        @Override
        default UUID customerId() {
            return null;
        }
    }

    record CustomFieldAdded(UUID customFieldId) implements CustomFieldFact, ThingAdded {}

    record CustomFieldChanged(UUID customFieldId) implements CustomFieldFact, ThingChanged {}

    record CustomFieldRemoved(UUID customFieldId) implements CustomFieldFact, ThingRemoved {}

    sealed interface ActivityFact extends ThingFact {
        UUID activityId();

        @Override
        default ThingType type() {
            return ThingType.ACTIVITY;
        }

        @Override
        default UUID thingId() {
            return activityId();
        }
    }

    record ActivityAdded(UUID activityId, UUID customerId, UUID projectId, UUID salesCaseId)
            implements ActivityFact, ThingAdded {}

    record ActivityChanged(UUID activityId, UUID customerId, UUID projectId, UUID salesCaseId)
            implements ActivityFact, ThingChanged {

        private static final Set<String> KEPT = Set.of("status", "rank", "batchId");

        @Override
        public Set<String> kept() {
            return KEPT;
        }
    }

    record ActivityMoved(UUID activityId, UUID customerId, UUID projectId, UUID salesCaseId, String status, String rank)
            implements ActivityFact, ThingPartChanged {}

    record ActivityRemoved(UUID activityId, UUID customerId, UUID projectId, UUID salesCaseId)
            implements ActivityFact, ThingRemoved {}

    sealed interface SalesCaseFact extends ThingFact {

        @Override
        UUID salesCaseId();

        @Override
        default ThingType type() {
            return ThingType.SALES_CASE;
        }

        @Override
        default UUID thingId() {
            return salesCaseId();
        }

        @Override
        default UUID owningSalesCaseId() {
            return null;
        }
    }

    record SalesCaseOpened(UUID salesCaseId, UUID customerId, UUID projectId) implements SalesCaseFact, ThingAdded {}

    record SalesCaseChanged(UUID salesCaseId, UUID customerId, UUID projectId) implements SalesCaseFact, ThingChanged {

        private static final Set<String> KEPT = Set.of("state", "closedOn");

        @Override
        public Set<String> kept() {
            return KEPT;
        }
    }

    /** @param outcome {@code won} or {@code lost} */
    record SalesCaseClosed(UUID salesCaseId, UUID customerId, UUID projectId, String outcome, LocalDate closedOn)
            implements SalesCaseFact, ThingPartChanged {}

    /** @param probability what it is in percent from now on; null for none */
    record SalesCaseReopened(UUID salesCaseId, UUID customerId, UUID projectId, Integer probability)
            implements SalesCaseFact, ThingPartChanged {}

    /** Nothing in the clear is left in the service of a person that was erased. */
    record ErasureCompleted(UUID personId) implements CustomersFact {}
}

package incharge.reporting.facts;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
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

    /** Nobody can open the texts about the customer, a person, any more. */
    record PersonErased(UUID personId) implements CustomersFact {}

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
        /** A custom field of the workspace, which has no customer. */
        CUSTOM_FIELD;

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** Returns the type as answers have it, such as {@code sales-case}. */
        public String word() {
            return word;
        }
    }

    /** A fact about a thing on a customer's card; what else it has is in its payload. */
    sealed interface ThingFact extends CustomersFact {
        ThingType type();

        UUID thingId();

        UUID customerId();

        /** Returns the project that the thing belongs to; null for none. */
        UUID projectId();

        /** Returns the sales case that the thing belongs to; null for none. */
        UUID salesCaseId();
    }

    /** A fact after which there is a thing that was not there before, with all its fields. */
    sealed interface ThingAdded extends ThingFact {}

    /** A fact with all fields of a thing as they are after it, but those that other types of facts change. */
    sealed interface ThingChanged extends ThingFact {}

    /** A fact after which there is no such thing any more. */
    sealed interface ThingRemoved extends ThingFact {}

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

    /** Nothing in the clear is left in the service of a person that was erased. */
    record ErasureCompleted(UUID personId) implements CustomersFact {}
}

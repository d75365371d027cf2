package incharge.grouping.decision;

import incharge.grouping.event.Settings;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The commands about the workspace, categories, tags and the customers in them. */
public sealed interface GroupingCommand {

    /** The largest number of customers that one request changes. */
    int MAX_CHANGES = 20_000;

    /**
     * Gives a workspace whose log is empty what it begins with. Changes nothing if there is any event.
     *
     * @param settings name these categories as default ones
     */
    record BeginWorkspace(UUID workspaceId, List<Account> accounts, List<Category> categories, Settings settings)
            implements GroupingCommand {}

    /**
     * Changes the settings.
     *
     * @param workspaceId the id of a workspace that has none yet
     * @param categories those that the change may name as default ones
     * @param accounts the default accounts that the change names; they are added unless their number exists
     * @param uncategorised the number of customers in no category, null if the change cannot require a category. It
     *     follows from the definitions, so these must be as they were when it was counted
     */
    record ChangeSettings(
            UUID workspaceId,
            UnaryOperator<Settings> change,
            List<UUID> categories,
            List<Account> accounts,
            Long uncategorised)
            implements GroupingCommand {}

    sealed interface AccountCommand extends GroupingCommand {}

    record AddAccount(Account account) implements AccountCommand {}

    record RenameAccount(UUID accountId, String name) implements AccountCommand {}

    record DeleteAccount(UUID accountId) implements AccountCommand {}

    sealed interface CategoryCommand extends GroupingCommand {}

    /**
     * Creates a category.
     *
     * @param category sellers that are null are none
     * @param accounts those that it names; they are added unless their number exists
     */
    record CreateCategory(Category category, List<Account> accounts) implements CategoryCommand {

        public CreateCategory(Category category) {
            this(category, List.of());
        }
    }

    /**
     * Replaces the fields of a category.
     *
     * @param category as it is to be; sellers that are null stay as they are
     * @param accounts as in {@link CreateCategory}
     * @param membersChange whether customers join or leave by the same request: then the category gets a new version,
     *     even if its fields stay
     */
    record ChangeCategory(Category category, List<Account> accounts, boolean membersChange) implements CategoryCommand {

        public ChangeCategory(Category category, boolean membersChange) {
            this(category, List.of(), membersChange);
        }
    }

    /** What a deletion does about the customers of a category or tag. */
    enum Members {
        /** They follow from the deletion, and nothing depends on them. */
        FOLLOW,
        /** The decision depends on who they are. */
        COUNT,
        /** There must be none. */
        GONE
    }

    /**
     * Deletes a category.
     *
     * @param movedTo the category that its customers are moved to; null if they become uncategorised
     * @param members {@link Members#FOLLOW} only without a target and if no category is required
     */
    record DeleteCategory(UUID categoryId, UUID movedTo, Members members) implements CategoryCommand {

        public DeleteCategory(UUID categoryId) {
            this(categoryId, null, Members.FOLLOW);
        }
    }

    /**
     * Creates a category again that was deleted, without its customers. One that exists stays as it is.
     *
     * @param accounts as in {@link CreateCategory}
     */
    record RestoreCategory(Category category, List<Account> accounts) implements CategoryCommand {}

    sealed interface TagCommand extends GroupingCommand {}

    record CreateTag(Tag tag) implements TagCommand {}

    /** As {@link ChangeCategory}. */
    record ChangeTag(Tag tag, boolean membersChange) implements TagCommand {}

    /**
     * Deletes a tag.
     *
     * @param movedTo the tag that its customers get; null if they get none
     * @param members {@link Members#FOLLOW} only without a target
     */
    record DeleteTag(UUID tagId, UUID movedTo, Members members) implements TagCommand {

        public DeleteTag(UUID tagId) {
            this(tagId, null, Members.FOLLOW);
        }
    }

    /** As {@link RestoreCategory}. */
    record RestoreTag(Tag tag) implements TagCommand {}

    sealed interface MembershipCommand extends GroupingCommand {}

    /** Puts a customer into a category, out of any other. */
    record CategoriseCustomer(UUID customerId, UUID categoryId) implements MembershipCommand {}

    /** Takes a customer out of this category. Changes nothing if it is not in it. */
    record UncategoriseCustomer(UUID customerId, UUID categoryId) implements MembershipCommand {}

    /**
     * Puts a customer that is in no category into the one that is proposed for its country, or else into the oldest
     * one, if a category is required.
     *
     * @param country null if it is not known
     */
    record PlaceCustomer(UUID customerId, String country) implements MembershipCommand {}

    record TagCustomer(UUID customerId, UUID tagId) implements MembershipCommand {}

    record UntagCustomer(UUID customerId, UUID tagId) implements MembershipCommand {}

    /**
     * Records that a customer has not got a restored tag back. A copy that keeps the members of a deleted tag would
     * count it in again.
     */
    record ForgoTag(UUID customerId, UUID tagId) implements MembershipCommand {}

    /**
     * Puts a customer into the category that customer-service requests for it. Always has an event, also if nothing
     * changes.
     *
     * @param answering the {@code ce_sequence} of the event that requests it
     */
    record AnswerCategoryRequest(UUID customerId, Reference category, long answering) implements MembershipCommand {}

    /**
     * Gives a customer the tag that customer-service requests for it. A tag that does not exist any more is left out.
     *
     * @param answering as in {@link AnswerCategoryRequest}
     */
    record AnswerTagRequest(UUID customerId, Reference tag, long answering) implements MembershipCommand {}

    /**
     * A category or a tag by its id, or by its name if it is to be created unless it exists.
     *
     * @param id null for a reference by name
     * @param name null for a reference by id
     * @param newId the id to create it with
     */
    record Reference(UUID id, String name, UUID newId) {}
}

package incharge.grouping.decision;

import java.util.UUID;

/** The commands about categories, tags and the customers in them. */
public sealed interface GroupingCommand {

    sealed interface CategoryCommand extends GroupingCommand {}

    /** Sellers that are null are none. */
    record CreateCategory(Category category) implements CategoryCommand {}

    /**
     * Replaces the fields of a category.
     *
     * @param category as it is to be; sellers that are null stay as they are
     * @param membersChange whether customers join or leave by the same request: then the category gets a new version,
     *     even if its fields stay
     */
    record ChangeCategory(Category category, boolean membersChange) implements CategoryCommand {}

    record DeleteCategory(UUID categoryId) implements CategoryCommand {}

    sealed interface TagCommand extends GroupingCommand {}

    record CreateTag(Tag tag) implements TagCommand {}

    /** As {@link ChangeCategory}. */
    record ChangeTag(Tag tag, boolean membersChange) implements TagCommand {}

    record DeleteTag(UUID tagId) implements TagCommand {}

    sealed interface MembershipCommand extends GroupingCommand {}

    /** Puts a customer into a category, out of any other. */
    record CategoriseCustomer(UUID customerId, UUID categoryId) implements MembershipCommand {}

    /** Takes a customer out of this category. Changes nothing if it is not in it. */
    record UncategoriseCustomer(UUID customerId, UUID categoryId) implements MembershipCommand {}

    record TagCustomer(UUID customerId, UUID tagId) implements MembershipCommand {}

    record UntagCustomer(UUID customerId, UUID tagId) implements MembershipCommand {}

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

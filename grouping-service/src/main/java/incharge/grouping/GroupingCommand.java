package incharge.grouping;

import java.util.UUID;
import java.util.function.UnaryOperator;

/** What can be asked of categories, tags and memberships. */
public sealed interface GroupingCommand {

    record CreateCategory(UUID categoryId, Category.Profile profile) implements GroupingCommand {}

    /**
     * Changes a category.
     *
     * @param name the name after the change, null when it stays
     * @param profile from the profile before to that after
     * @param othersInIt whether it is given other customers with it: then it has changed, whatever else stays
     */
    record ChangeCategory(UUID categoryId, String name, UnaryOperator<Category.Profile> profile, boolean othersInIt)
            implements GroupingCommand {}

    record DeleteCategory(UUID categoryId) implements GroupingCommand {}

    /** Changes nothing of a category: it must be there, at the version that the caller has seen. */
    record RegardCategory(UUID categoryId) implements GroupingCommand {}

    record CreateTag(UUID tagId, String name, String description) implements GroupingCommand {}

    /**
     * Changes a tag.
     *
     * @param othersBearIt whether it is given to other customers with it: then it has changed, whatever else stays
     */
    record ChangeTag(UUID tagId, String name, String description, boolean othersBearIt) implements GroupingCommand {}

    record DeleteTag(UUID tagId) implements GroupingCommand {}

    /** As {@link RegardCategory}. */
    record RegardTag(UUID tagId) implements GroupingCommand {}

    /** Puts a customer into a category, out of any other. */
    record Categorise(UUID customerId, UUID categoryId) implements GroupingCommand {}

    /** Takes a customer out of this category; nothing when it is not in it. */
    record Uncategorise(UUID customerId, UUID categoryId) implements GroupingCommand {}

    /** Of a customer that the caller does not see: changes nothing and keeps its place, so that a repeat is the same. */
    record LeaveAlone(UUID customerId) implements GroupingCommand {}

    record AddTag(UUID customerId, UUID tagId) implements GroupingCommand {}

    record RemoveTag(UUID customerId, UUID tagId) implements GroupingCommand {}

    /**
     * Acts on the category that a customer's registration, change or import asked for; always answers with an event.
     *
     * @param answering the {@code ce_sequence} of the event that asked
     */
    record AnswerCategoryRequest(UUID customerId, Wanted wanted, long answering) implements GroupingCommand {}

    /**
     * Acts on a tag that was asked for; a tag that cannot be given is left out.
     *
     * @param answering as in {@link AnswerCategoryRequest}
     */
    record AnswerTagRequest(UUID customerId, Wanted wanted, long answering) implements GroupingCommand {}

    /**
     * A category or tag asked for by id, or by the name under which it is made.
     *
     * @param id null when asked for by name
     * @param name null when asked for by id
     * @param newId the id under which it is made
     */
    record Wanted(UUID id, String name, UUID newId) {}
}

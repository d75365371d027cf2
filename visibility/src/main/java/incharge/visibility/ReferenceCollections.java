package incharge.visibility;

/**
 * The collections of reference data, one for each kind of thing, with ids as texts. {@link VisibilityProjection} keeps
 * the fields named here; the contribution of a service adds fields of its own to the same documents. What follows for a
 * customer from one topic is apart from what follows from another: the batches of both topics are written at the same
 * time, and would update each other's documents where each can insert its own.
 */
public final class ReferenceCollections {
    /** {@code {asked: {sequence, id, key}}}, from the customers topic alone. */
    public static final String CUSTOMERS = "reference.customers";

    /** By customer: {@code {category, answered}}, from the groupings topic alone. Absent before the first of both. */
    public static final String MEMBERSHIPS = "reference.memberships";

    /** {@code {customer}}. */
    public static final String PROJECTS = "reference.projects";

    /** {@code {name, seller, active}}. A deleted employee stays, inactive. */
    public static final String EMPLOYEES = "reference.employees";

    /** By externalId: {@code {employee}}, the one that had it last. */
    public static final String EXTERNAL_IDS = "reference.externalIds";

    /** {@code {key, sellers}}, the key being the name in lower case. A deleted category is removed. */
    public static final String CATEGORIES = "reference.categories";

    private ReferenceCollections() {}
}

package incharge.visibility;

/**
 * The collections of reference data, one for each kind of thing, with ids as texts. {@link VisibilityProjection} keeps
 * the fields named here; the contribution of a service adds fields of its own to the same documents.
 */
public final class ReferenceCollections {
    /**
     * {@code {category, asked: {sequence, id, key}, answered}}. A document exists as soon as any fact of the customer
     * is consumed, which may be one of its category.
     */
    public static final String CUSTOMERS = "reference.customers";

    /** {@code {customer}}. */
    public static final String PROJECTS = "reference.projects";

    /** {@code {seller, active}}. A deleted employee stays, inactive. */
    public static final String EMPLOYEES = "reference.employees";

    /** By externalId: {@code {employee}}, the one that had it last. */
    public static final String EXTERNAL_IDS = "reference.externalIds";

    /** {@code {key, sellers}}, the key being the name in lower case. A deleted category is removed. */
    public static final String CATEGORIES = "reference.categories";

    private ReferenceCollections() {}
}

package incharge.http;

/** A part of what a service answers to {@code GET /api/health}; each is a bean. */
public interface HealthPart {

    /** Returns the name of the part in the answer, such as {@code readers}. */
    String name();

    /**
     * Returns what is written as JSON, or null for nothing. It may read the database, but must not wait long for what
     * is away.
     */
    Object content();
}

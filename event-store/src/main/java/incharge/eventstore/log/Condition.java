package incharge.eventstore.log;

/**
 * Under which a commit is accepted: no event above {@code marker} matches any of {@code criteria}.
 *
 * @param marker the last position its writer has seen; 0 for an empty log
 * @param criteria none: always accepted
 */
public record Condition(long marker, Criteria criteria) {
    private static final Condition NONE = new Condition(0, Criteria.nothing());

    /** Accepts whatever else was written. */
    public static Condition none() {
        return NONE;
    }
}

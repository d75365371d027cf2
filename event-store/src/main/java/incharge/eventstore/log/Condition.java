package incharge.eventstore.log;

/**
 * The condition of an append: it is accepted if no event above {@code marker} matches any of {@code criteria}.
 *
 * @param marker the last position its writer has seen; 0 for an empty log
 * @param criteria if they select nothing, every append is accepted
 */
public record Condition(long marker, Criteria criteria) {
    private static final Condition NONE = new Condition(0, Criteria.nothing());

    /** Accepts every append. */
    public static Condition none() {
        return NONE;
    }
}

package incharge.eventstore.log;

import java.util.List;

/**
 * Under which a commit is accepted: no event above {@code marker} matches any of {@code criteria}.
 *
 * @param marker the last position its writer has seen; 0 for an empty log
 * @param criteria empty: always accepted
 */
public record Condition(long marker, List<Criterion> criteria) {
    private static final Condition NONE = new Condition(0, List.of());

    public Condition {
        criteria = List.copyOf(criteria);
    }

    /** Accepts whatever else was written. */
    public static Condition none() {
        return NONE;
    }
}
